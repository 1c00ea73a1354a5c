const worker = new Worker("worker.mjs", { type: "module" });
let heard = finish;
worker.onmessage = ({ data }) => {
  if (data.ready) worker.postMessage(REQUEST);
  else heard(data.answer);
};
globalThis.again = (request) =>
  new Promise((resolve) => {
    heard = resolve;
    worker.postMessage(request);
  });
