// The demo without reloads: forms are sent in the background, one stream says what changed, the path points to it.
// Everything works without this script too, with a reload after each press.
"use strict";
document.documentElement.classList.add("js");
const RECEIPT = /\d{4}\s\d{4}\s\d{4}\s\d{4}\s\d{2}/;
const phones = new Map([...document.querySelectorAll("[data-phone]")].map((one) => [one.dataset.phone, one]));
const panels = [...document.querySelectorAll(".panel")];
const guide = document.querySelector("[data-guide]");
const paper = document.querySelector(".paper");
const note = document.getElementById("paper");
const said = document.querySelector("[data-said]");
const nowLine = document.querySelector("[data-now]");
const path = () => guide.querySelector(".path");

// Messages keep their place: only new and changed ones are put in, so that a screen reader reads only those.
function showScreen(phone, html) {
  const screen = phone.querySelector(".screen");
  const wanted = document.createElement("template");
  wanted.innerHTML = html;
  const shown = new Map([...screen.children].map((one) => [one.dataset.key, one]));
  const held = screen.contains(document.activeElement) ? document.activeElement.closest("[data-key]") : null;
  const all = [...wanted.content.children].map((one) => shown.get(one.dataset.key) ?? one);
  for (const one of [...screen.children]) if (!all.includes(one)) one.remove();
  all.forEach((one, place) => {
    if (screen.children[place] !== one) screen.insertBefore(one, screen.children[place] ?? null);
  });
  if (held && !screen.contains(held)) (screen.querySelector(".message:last-of-type button") ?? screen).focus({ preventScroll: true });
}

// The newest message is read from its top; the button to press is in sight.
function settle(screen) {
  const newest = [...screen.querySelectorAll(".message")].at(-1);
  screen.scrollTop = newest && newest.offsetHeight > screen.clientHeight ? newest.offsetTop - 8 : screen.scrollHeight;
  keepInSight(screen);
}

function keepInSight(screen) {
  const button = screen.querySelector(".wanted");
  const below = button ? button.getBoundingClientRect().bottom - screen.getBoundingClientRect().bottom : 0;
  if (below > -8) screen.scrollTop += below + 8;
}

function point() {
  const { panel, press, seat } = path().dataset;
  for (const one of panels) one.classList.toggle("wanted", one.id === `phone-${panel}`);
  for (const one of document.querySelectorAll("[data-tab]")) one.classList.toggle("wanted", one.dataset.tab === panel);
  for (const one of document.querySelectorAll("button.wanted, input.wanted")) one.classList.remove("wanted");
  const messages = phones.get(panel)?.querySelectorAll(".message.bot");
  const newest = messages ? [...messages].filter((one) => one.querySelector(".press")).at(-1) : undefined;
  const buttons = [...(newest?.querySelectorAll(".press") ?? [])];
  const words = (press ?? "").split("|").filter(Boolean).reverse();
  const word = words.find((one) => buttons.some((button) => button.textContent.includes(one)));
  const target = word ? buttons.find((button) => button.textContent.includes(word)) : phones.get(panel)?.querySelector("input[type=text]");
  target?.classList.add("wanted");
  for (const button of document.querySelectorAll("[data-seat]")) {
    if (button.classList.contains("seat")) button.classList.toggle("wanted", button.dataset.seat === seat);
  }
  paper.hidden = !path().dataset.paper;
  const now = guide.querySelector(".cheer") ?? guide.querySelector(".now .say") ?? guide.querySelector("h2, .left");
  const onward = guide.querySelector(".cheer") ? ` ${guide.querySelector("[data-testid=next]").textContent} →` : "";
  nowLine.textContent = `${now?.textContent ?? ""}${onward}`;
  nowLine.classList.toggle("done", onward !== "");
}

function showGuide(html) {
  const before = Number(path().dataset.done);
  const held = guide.contains(document.activeElement) ? document.activeElement : null;
  const name = held?.value;
  guide.innerHTML = html;
  if (held) (guide.querySelector(`button[value="${name}"]`) ?? guide.querySelector("h2, button"))?.focus({ preventScroll: true });
  const cheer = guide.querySelector(".cheer");
  if (Number(path().dataset.done) > before) said.textContent = cheer?.textContent ?? guide.querySelector(".now .say")?.textContent ?? "";
}

const latest = new Map();
async function refresh(name) {
  const turn = (latest.get(name) ?? 0) + 1;
  latest.set(name, turn);
  const answer = await fetch(name === "guide" ? "/demo/guide" : `/demo/${name}/screen`);
  const html = await answer.text();
  if (!answer.ok || latest.get(name) !== turn) return;
  if (name === "guide") showGuide(html);
  else showScreen(phones.get(name), html);
  point();
  if (name === "guide") document.querySelectorAll(".screen").forEach(keepInSight);
  else settle(phones.get(name).querySelector(".screen"));
}

function show(name) {
  for (const one of panels) one.classList.toggle("shown", one.id === `phone-${name}`);
  for (const one of document.querySelectorAll("[data-tab]")) {
    if (one.dataset.tab === name) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
  for (const screen of document.querySelectorAll(".shown .screen")) settle(screen);
}

function goTo(name) {
  show(name);
  const panel = document.getElementById(`phone-${name}`);
  panel.scrollIntoView({ block: "nearest" });
  panel.querySelector(name === "desk" ? ".seat" : "input[type=text]").focus({ preventScroll: true });
}

function fill(name, text) {
  goTo(name);
  const field = phones.get(name).querySelector("input[type=text]");
  field.value = text;
}

function nameFile(input) {
  input.closest("label").classList.toggle("chosen", input.files.length > 0);
}

async function attach(name, address) {
  const picture = await (await fetch(address)).blob();
  const files = new DataTransfer();
  files.items.add(new File([picture], "anh-mau.png", { type: picture.type }));
  const input = phones.get(name).querySelector("input[type=file]");
  input.files = files.files;
  nameFile(input);
}

function sit(role) {
  for (const seat of document.querySelectorAll(".seat")) seat.setAttribute("aria-pressed", String(seat.dataset.seat === role));
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.target === "desk") {
    sit(form.action.split("/").at(-1));
    sessionStorage.setItem("seat", form.action.split("/").at(-1));
    show("desk");
    return;
  }
  if (button?.value.startsWith("language:")) return;
  event.preventDefault();
  const body = new FormData(form, button);
  const isOfPath = guide.contains(form);
  if (form.classList.contains("writing")) {
    form.reset();
    for (const input of form.querySelectorAll("input[type=file]")) nameFile(input);
  }
  await fetch(form.action, { method: "POST", body, redirect: "manual" });
  if (isOfPath) refresh("guide");
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#phone-']");
  if (link) {
    event.preventDefault();
    if (link.dataset.tab) show(link.dataset.tab);
    else goTo(link.hash.slice("#phone-".length));
    return;
  }
  if (event.target.closest("[data-now]")) {
    if (guide.querySelector(".cheer")) guide.querySelector("[data-testid=next]").click(); // and the link leads up to it
    return;
  }
  const button = event.target.closest("button.fill");
  if (!button) return;
  if (button.dataset.fill) {
    fill(button.dataset.fill, button.dataset.text);
    if (button.dataset.photo) attach(button.dataset.fill, button.dataset.photo);
  } else if (button.dataset.typeCode) {
    fill(button.dataset.typeCode, note.value);
  } else {
    const codes = [...document.querySelectorAll(".screen .whole")].map((one) => one.textContent.match(RECEIPT)?.[0]);
    note.value = codes.filter(Boolean).at(-1) ?? note.value;
    note.dispatchEvent(new Event("input"));
  }
});

document.addEventListener("change", (event) => {
  if (event.target.type === "file") nameFile(event.target);
});

// The slip of paper and the page on the desk stay in this window: both survive a reload, neither is sent.
note.value = sessionStorage.getItem("paper") ?? "";
note.addEventListener("input", () => sessionStorage.setItem("paper", note.value));
const desk = document.querySelector("iframe");
if (sessionStorage.getItem("seat")) {
  sit(sessionStorage.getItem("seat"));
  desk.src = sessionStorage.getItem("page") ?? "/console";
}
desk.addEventListener("load", () => {
  try {
    const { pathname } = desk.contentWindow.location;
    if (!desk.contentDocument.querySelector(".who")) sit("");
    if (pathname.startsWith("/console")) sessionStorage.setItem("page", pathname);
  } catch {
    sessionStorage.removeItem("page"); // a page that may not be framed: the desk begins anew next time
  }
});

show(path().dataset.panel ?? "villager");
point();
const settling = new ResizeObserver((all) => { for (const { target } of all) settle(target); });
for (const screen of document.querySelectorAll(".screen")) settling.observe(screen);
document.addEventListener("load", (event) => { if (event.target.closest(".screen")) settle(event.target.closest(".screen")); }, true);
new EventSource("/demo/live").addEventListener("changed", (event) => refresh(event.data.split(" ")[0]));
