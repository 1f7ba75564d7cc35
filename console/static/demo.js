// The phones of the demo: send forms without a reload, show the screen again whenever it changed.
"use strict";
for (const phone of document.querySelectorAll("[data-phone]")) {
  const name = phone.dataset.phone;
  const screen = phone.querySelector(".screen");
  const refresh = async () => {
    const answer = await fetch(`/demo/${name}/screen`);
    screen.innerHTML = await answer.text();
    screen.scrollTop = screen.scrollHeight;
  };
  phone.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const body = new FormData(form, event.submitter);
    if (form.classList.contains("writing")) form.reset();
    await fetch(form.action, { method: "POST", body, redirect: "manual" });
  });
  new EventSource(`/demo/${name}/live`).onmessage = refresh;
}
