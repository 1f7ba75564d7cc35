// What is seen of the chat: messages, buttons, the line that says what is going on. Every word comes from the page.
"use strict";

const log = document.getElementById("log");
const state = document.getElementById("state");
const SHORTEST_STORY = 15; // characters; "/baotin" is no story
const LINK = /^(https?:\/\/|\/(?!\/)|tel:)/;
const CALL = /((?::|[Gg]ọi(?: công an| cấp cứu| tổng đài trẻ em)?|số) )(11[1345]|0\d(?:[ .]?\d){7,9}|1[89]00[ .]?\d{4})(?!\d)/g;

/** Return a sentence of the page. */
export function word(name) {
  return document.querySelector(`#words [data-word="${name}"]`).textContent;
}

/** Say what is going on; an empty text says that all is well. */
export function tell(text) {
  if (state.textContent !== text) atEnd(() => (state.textContent = text));
}

/** Show what the visitor wrote; returns its element. */
export function showMine(text) {
  const mine = bubble("mine", "me");
  mine.append(line(text));
  add(mine);
  return mine;
}

/** Mark a message of the visitor as on its way or not. */
export function markUnsent(mine, isUnsent) {
  const before = mine?.querySelector(".unsent") ?? null;
  if (mine === null || isUnsent === (before !== null)) return;
  if (before !== null) {
    before.remove();
    return;
  }
  const note = document.createElement("span");
  note.className = "unsent";
  note.textContent = word("unsent");
  atEnd(() => mine.append(note));
}

/** Say something in the chat that is nobody's message, with a button to go on where there is one. */
export function notice(text, label = "", act = null) {
  const said = document.createElement("p");
  said.className = "notice";
  said.append(text);
  if (act !== null) said.append(" ", button(label, act));
  add(said);
  return said;
}

/** Show a message of the bot, in place where it is on the screen; `press(choice, byKeyboard)` gets a pressed button. */
export function showTheirs(message, press, picture) {
  const before = find(message.id);
  const theirs = bubble("theirs", "bot");
  theirs.dataset.message = message.id;
  theirs.classList.toggle("protected", message.protected);
  theirs.dataset.alt = message.picture_alt || word("picture");
  if (message.picture !== null) picture(message.picture, theirs);
  theirs.append(text(message.spans));
  if (message.document !== null) theirs.append(attachment(message, picture));
  for (const [label, url] of message.links) theirs.append(link(label, url));
  if (message.choices.length > 0) theirs.append(choices(theirs, message, press));
  if (before === null) {
    if (message.choices.length > 0) retireAll();
    add(theirs);
  } else {
    before.replaceWith(theirs);
    bringIntoView(theirs);
  }
  return theirs;
}

/** Offer to take what was written right above `theirs` along to the tip form, so that nobody types it twice. */
export function offerToCarry(theirs, form) {
  const mine = theirs.previousElementSibling;
  if (mine === null || !mine.classList.contains("mine")) return;
  const written = mine.querySelector("p").textContent;
  if (written.length < SHORTEST_STORY) return;
  const carrying = document.createElement("form");
  Object.assign(carrying, { method: "post", action: form, target: "_blank", rel: "noopener" });
  for (const [name, value] of [["go", "carry"], ["text", written]]) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    carrying.append(field);
  }
  const send = document.createElement("button");
  send.textContent = word("carry");
  const note = document.createElement("span");
  note.className = "unseen";
  note.textContent = ` ${word("new-page")}`;
  send.append(note);
  carrying.append(send);
  carrying.addEventListener("submit", () => setTimeout(() => [carrying, mine].forEach((one) => one.remove())));
  atEnd(() => theirs.querySelector(".button").after(carrying));
}

/** Take messages off the screen. */
export function remove(ids) {
  for (const id of ids) find(id)?.remove();
}

/** Return the element of a message, null when it is not shown. */
export function find(id) {
  return log.querySelector(`[data-message="${Number(id)}"]`);
}

/** Keep what is shown to be read only: a new visit numbers its messages from the beginning. */
export function leaveBehind() {
  retireAll();
  for (const old of log.querySelectorAll("[data-message]")) delete old.dataset.message;
}

/** Make every button that is shown inactive. */
function retireAll() {
  for (const old of log.querySelectorAll(".choices button")) old.disabled = true;
}

/** Empty the screen. */
export function clear() {
  log.replaceChildren();
}

/** Put a picture into its message, now that its bytes came. */
export function image(blob, before) {
  const shown = document.createElement("img");
  shown.alt = before.dataset.alt;
  shown.src = URL.createObjectURL(blob);
  shown.addEventListener("load", () => {
    URL.revokeObjectURL(shown.src);
    bringIntoView(before);
  });
  before.querySelector(".who").after(shown);
}

function bubble(side, who) {
  const made = document.createElement("div");
  made.className = `bubble ${side}`;
  made.tabIndex = -1;
  const speaker = document.createElement("span");
  speaker.className = "who unseen";
  speaker.textContent = `${word(who)} `;
  made.append(speaker);
  return made;
}

function line(content) {
  const made = document.createElement("p");
  made.textContent = content;
  return made;
}

function text(spans) {
  const made = document.createElement("p");
  for (const [content, isBold] of spans) {
    const run = isBold ? document.createElement("strong") : document.createDocumentFragment();
    withNumbers(run, content);
    made.append(run);
  }
  return made;
}

function withNumbers(run, content) {
  let told = 0;
  for (const found of content.matchAll(CALL)) {
    const start = found.index + found[1].length;
    const call = document.createElement("a");
    call.href = `tel:${found[2].replace(/[ .]/g, "")}`;
    call.textContent = found[2];
    run.append(content.slice(told, start), call);
    told = start + found[2].length;
  }
  run.append(content.slice(told));
}

function link(label, url) {
  const made = document.createElement("a");
  made.className = "button second";
  made.textContent = label;
  if (!LINK.test(url)) return made;
  made.href = url;
  if (!url.startsWith("tel:")) {
    made.target = "_blank";
    made.rel = "noopener noreferrer";
    const note = document.createElement("span");
    note.className = "unseen";
    note.textContent = ` ${word("new-page")}`;
    made.append(note);
  }
  return made;
}

function choices(theirs, message, press) {
  const made = document.createElement("div");
  made.className = message.columns > 1 ? "choices wide" : "choices";
  for (const [id, label] of message.choices) {
    const one = button(label, (event) => {
      if (one.getAttribute("aria-disabled") === "true") return;
      for (const every of made.children) every.setAttribute("aria-disabled", "true");
      one.classList.add("picked");
      press(message.id, id, event.detail === 0);
    });
    made.append(one);
  }
  return made;
}

function attachment(message, fetchMedia) {
  const name = message.document_name;
  return button(name, () => fetchMedia(message.document, null, name));
}

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

function add(made) {
  log.append(made);
  bringIntoView(made);
}

/** Change something; a reader who stood at the end stands there afterwards, too. */
function atEnd(change) {
  const wasAtEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 40;
  change();
  if (wasAtEnd) log.scrollTop = log.scrollHeight;
}

/** Scroll so that a message can be read from its beginning. */
function bringIntoView(made) {
  const top = made.offsetTop - log.offsetTop - 8;
  const bottom = top + made.offsetHeight + 24 - log.clientHeight;
  log.scrollTop = Math.min(top, bottom);
  if (log.scrollHeight <= log.clientHeight) made.scrollIntoView({ block: "start" }); // the page scrolls, not the log
}
