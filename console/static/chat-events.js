// Server-sent events over fetch: EventSource can send no header, and the visit's id must not stand in an address.
"use strict";

const QUIET_MS = 45000; // the server gives a sign of life every 20 seconds; nothing for longer is a cut line

/** Read a stream until it ends; `take({name, number, data})` gets every event. Rejects when the line is cut. */
export async function readEvents(body, cut, take) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let timer = setTimeout(cut, QUIET_MS);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(cut, QUIET_MS);
      const blocks = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) {
        const event = read(block);
        if (event !== null) take(event);
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

function read(block) {
  const fields = { id: "0" };
  for (const line of block.split("\n")) {
    const colon = line.indexOf(": ");
    if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 2);
  }
  return fields.event ? { name: fields.event, number: Number(fields.id), data: JSON.parse(fields.data) } : null;
}
