// The web chat. The visit's id and everything said live in this page's memory only: closed, reloaded or left alone
// for half an hour, they are gone, so that whoever uses this phone next reads nothing.
"use strict";
import { readEvents } from "/static/chat-events.js";
import * as screen from "/static/chat-screen.js";

const VISIT = "Phaodai-Chat";
const TIP_FORM = "/bao-tin";
const IDLE_MS = 30 * 60 * 1000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30000;
const MEDIA_TRIES = 7;

const field = document.getElementById("text");
const visit = { id: "", last: 0, used: Date.now(), byKeyboard: false };
const queue = []; // what was said and is not with the server yet, in order
const removed = new Set(); // deleted by the bot before we knew their numbers
let isSending = false;
const sleepers = new Set();
let line = new AbortController();

const word = screen.word;

function rest(milliseconds) {
  return new Promise((go) => setTimeout(go, milliseconds));
}

/** Wait, but not longer than until something changed: the line is back, the page is looked at, somebody wrote. */
function pause(milliseconds) {
  return new Promise((go) => {
    const rise = () => {
      clearTimeout(timer);
      sleepers.delete(rise);
      go();
    };
    const timer = setTimeout(rise, milliseconds);
    sleepers.add(rise);
  });
}

function wake() {
  for (const rise of [...sleepers]) rise();
}

function random() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function ask(path, headers, body = null) {
  return await fetch(path, { method: "POST", headers, body, cache: "no-store", credentials: "omit" });
}

// A visit

async function begin() {
  let wait = FIRST_PAUSE_MS;
  screen.tell(word("connecting"));
  for (;;) {
    try {
      const answer = await ask("/chat/begin", { [VISIT]: "new" });
      if (answer.ok) {
        visit.id = (await answer.json()).chat;
        visit.last = 0;
        removed.clear();
        break;
      }
      screen.tell(word("busy"));
    } catch {
      screen.tell(word("offline"));
    }
    await pause(wait);
    wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
  }
  queue.unshift({ key: random(), text: "/start", shown: null });
  listen(visit.id);
  send();
}

/** The server does not know this visit any more: say so, keep what was typed, begin anew. */
function beginAnew() {
  if (visit.id === "") return;
  if (Date.now() - visit.used >= IDLE_MS) {
    wipe("idle");
    return;
  }
  forget();
  screen.leaveBehind();
  screen.notice(word("again"));
  begin();
}

/** Take the page's side of a visit back; words that were not sent return to where they were typed. */
function forget() {
  visit.id = "";
  line.abort();
  const unsent = queue.splice(0).filter((item) => item.shown !== null);
  for (const item of unsent) item.shown.remove();
  field.value = [...unsent.map((item) => item.text), field.value].filter(Boolean).join("\n");
  grow();
}

/** Delete the whole chat here and there, and offer a new one. */
function wipe(why) {
  const ended = visit.id;
  forget();
  field.value = "";
  grow();
  screen.clear();
  screen.tell("");
  if (ended !== "") ask("/chat/end", { [VISIT]: ended }).catch(() => {});
  document.getElementById("writing").hidden = true;
  const offer = screen.notice(word(why), word("restart"), () => {
    document.getElementById("writing").hidden = false;
    visit.used = Date.now();
    screen.clear();
    document.getElementById("log").focus();
    begin();
  });
  offer.querySelector("button").focus();
}

// Hearing

async function listen(id) {
  let wait = FIRST_PAUSE_MS;
  while (visit.id === id) {
    line = new AbortController();
    const cut = line;
    try {
      const headers = { [VISIT]: id, "Last-Event-ID": String(visit.last) };
      const answer = await fetch("/chat/stream", {
        headers, cache: "no-store", credentials: "omit", signal: cut.signal,
      });
      if (visit.id !== id) return;
      if (answer.status === 404) {
        beginAnew();
        return;
      }
      if (answer.ok) {
        wait = FIRST_PAUSE_MS;
        if (queue.length === 0) screen.tell("");
        await readEvents(answer.body, () => cut.abort(), take);
      }
    } catch {
      if (visit.id === id) screen.tell(word("offline"));
    }
    if (visit.id === id) await pause(wait);
    wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
  }
}

function take(event) {
  if (event.name === "over") {
    beginAnew();
    return;
  }
  if (event.name === "typing") {
    screen.tell(word("typing"));
    return;
  }
  if (event.number <= visit.last) return;
  visit.last = event.number;
  screen.tell("");
  if (event.name === "remove") {
    for (const id of event.data.ids) removed.add(id);
    screen.remove(event.data.ids);
    return;
  }
  const shown = screen.showTheirs(event.data, press, media);
  if (event.data.links.some(([, url]) => url === TIP_FORM)) screen.offerToCarry(shown, TIP_FORM);
  if (visit.byKeyboard) shown.focus({ preventScroll: true });
  visit.byKeyboard = false;
}

/** Fetch a picture into its message, or a document to be saved; over a line that breaks it is asked for again. */
async function media(number, shown, name = "") {
  const id = visit.id;
  let wait = FIRST_PAUSE_MS;
  for (let left = MEDIA_TRIES; left > 0; left -= 1) {
    try {
      const answer = await fetch(`/chat/media/${Number(number)}`, { headers: { [VISIT]: id }, credentials: "omit" });
      if (answer.status === 404) return; // the server has it no more
      if (answer.ok) {
        const blob = await answer.blob();
        if (visit.id !== id) return;
        if (shown === null) save(blob, name);
        else screen.image(blob, shown);
        return;
      }
    } catch {
      // no line: the words below the picture say the same until it comes
    }
    await pause(wait);
    if (visit.id !== id || (shown !== null && !shown.isConnected)) return;
    wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
  }
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

// Saying

function press(message, choice, byKeyboard) {
  visit.byKeyboard = byKeyboard;
  say({ key: random(), choice, screen: message, shown: null });
}

function say(item) {
  visit.used = Date.now();
  queue.push(item);
  send();
}

async function send() {
  wake();
  if (isSending) return;
  isSending = true;
  let wait = FIRST_PAUSE_MS;
  while (queue.length > 0 && visit.id !== "") {
    const id = visit.id;
    const item = queue[0];
    const { shown, ...said } = item;
    const heard = visit.last;
    let answer = null;
    try {
      const headers = { [VISIT]: id, "Content-Type": "application/json" };
      answer = await ask("/chat/say", headers, JSON.stringify({ ...said, seen: visit.last }));
    } catch {
      // no line: the same message, under the same key, goes out again
    }
    if (visit.id !== id) continue;
    const isTaken = answer !== null && answer.status < 500 && answer.status !== 429;
    screen.markUnsent(shown, !isTaken);
    if (isTaken) {
      wait = FIRST_PAUSE_MS;
      await settle(answer, item);
      if (answer.status === 202 && visit.last === heard) screen.tell(word("typing"));
    } else {
      await holdOn(answer, wait);
      wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
    }
  }
  isSending = false;
}

/** Say why a message is not with the server yet, nor those behind it, and wait before the next try. */
async function holdOn(answer, wait) {
  for (const { shown } of queue) screen.markUnsent(shown, true);
  if (answer !== null && answer.status === 429) {
    screen.tell(word("fast"));
    await rest((await answer.json()).retry_after * 1000);
  } else {
    screen.tell(word(answer === null ? "offline" : "busy"));
    await pause(wait);
  }
}

/** Do what the server's answer to a message means. */
async function settle(answer, item) {
  if (answer.status === 404) {
    beginAnew();
    return;
  }
  queue.shift();
  if (answer.status === 202) {
    const number = (await answer.json()).message;
    if (item.shown !== null) item.shown.dataset.message = number;
    if (removed.has(number)) screen.remove([number]);
    return;
  }
  visit.byKeyboard = false;
  if (item.shown !== null) {
    item.shown.remove();
    field.value = [item.text, field.value].filter(Boolean).join("\n");
    grow();
  }
  screen.notice(word(answer.status === 409 ? "old" : answer.status === 413 ? "long" : "failed"));
}

function write() {
  const text = field.value.trim();
  if (text === "") return;
  field.value = "";
  grow();
  say({ key: random(), text, shown: screen.showMine(text) });
}

function grow() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 4, 160)}px`;
}

function look() {
  if (document.visibilityState !== "visible") return;
  if (visit.id !== "" && Date.now() - visit.used >= IDLE_MS) wipe("idle");
  else wake();
}

function start() {
  document.getElementById("without").remove();
  document.getElementById("chat").hidden = false;
  document.body.classList.add("chatting");
  document.getElementById("writing").addEventListener("submit", (event) => {
    event.preventDefault();
    write();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    write();
  });
  field.addEventListener("input", () => {
    visit.used = Date.now();
    grow();
  });
  document.getElementById("leave").addEventListener("click", () => wipe("wiped"));
  document.addEventListener("visibilitychange", look);
  window.addEventListener("online", () => wake());
  window.addEventListener("offline", () => screen.tell(word("offline")));
  setInterval(look, 30000);
  window.addEventListener("pagehide", () => {
    if (visit.id !== "") navigator.sendBeacon("/chat/end", visit.id);
    visit.id = "";
    screen.clear();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  begin();
}

if (window.ReadableStream && window.TextDecoder && "replaceChildren" in document.body) start();
