// The page's side of the search: questions to the worker, one for the whole page.
const waiting = new Map();
let worker;
let last = 0;

function settle({ id, part, value, error }) {
  const question = waiting.get(id);
  if (!question) return;
  if (part !== undefined) return question.each(part);
  waiting.delete(id);
  if (error === undefined) question.done(value);
  else question.fail(new Error(error));
}

function start() {
  const made = new Worker(new URL("engine.js", import.meta.url), { type: "module", name: "search" });
  made.addEventListener("message", ({ data }) => settle(data));
  made.addEventListener("error", () => {
    worker = undefined;
    for (const { fail } of waiting.values()) fail(new Error("the search has not started"));
    waiting.clear();
  });
  return made;
}

/** Asks the worker; `each` hears of every part of the answer that comes before its end. */
export function ask(call, argument, each = () => {}) {
  worker ??= start();
  return new Promise((done, fail) => {
    waiting.set(++last, { done, fail, each });
    worker.postMessage({ id: last, call, argument });
  });
}
