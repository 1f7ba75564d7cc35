// Live numbers: an element that names a stream is filled with what the stream sends. The page works without this.
"use strict";
for (const element of document.querySelectorAll("[data-live]")) {
  const source = new EventSource(element.dataset.live);
  source.addEventListener("piece", (event) => {
    element.innerHTML = event.data;
  });
  source.addEventListener("end", () => {
    source.close();
  });
}
