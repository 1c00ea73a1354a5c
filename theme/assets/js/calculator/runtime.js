// The page's one worker: started on demand, shared by all forms, replaced when it hangs or dies.
const SLOW = 15000;
const SILENT = 2000; // a rule answers within milliseconds: this long without a word, something is lost

export class CalculationError extends Error {
  constructor(errors) {
    super(errors.map((error) => error.message).join("；"));
    this.errors = errors; // [{field, message}]
  }
}

export class RuntimeError extends Error {
  constructor(code, detail = "") {
    super(detail);
    this.code = code; // wasm, network, replaced, start, timeout, crash
  }
}

export class Runtime extends EventTarget {
  #folder;
  #worker = null;
  #waiting = new Map();
  #last = 0;
  #ready = false;
  #failures = 0;

  constructor(folder) {
    super();
    this.#folder = new URL(folder, document.baseURI).href;
  }

  get ready() {
    return this.#ready;
  }

  get folder() {
    return this.#folder;
  }

  start() {
    if (this.#worker) return;
    if (typeof WebAssembly !== "object") {
      this.#tell("trouble", { code: "wasm" });
      return;
    }
    const worker = new Worker(`${this.#folder}worker.mjs`, { type: "module", name: "calculators" });
    worker.addEventListener("message", ({ data }) => this.#hear(data));
    worker.addEventListener("error", (event) => this.#lost(worker, event));
    this.#worker = worker;
    this.#tell("start");
  }

  // One request; its time runs only while the worker is ready and it is its turn.
  ask(request, timeout = SLOW) {
    this.start();
    if (!this.#worker) return Promise.reject(new RuntimeError("wasm"));
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      const text = JSON.stringify(request);
      this.#waiting.set(id, { resolve, reject, timeout, clock: null, doubt: null, text, tries: 1 });
      if (this.#ready) this.#watch(id);
      this.#worker.postMessage({ id, request: text });
    });
  }

  #watch(id) {
    const entry = this.#waiting.get(id);
    entry.clock ??= setTimeout(() => this.#replace("timeout"), entry.timeout);
    // Only the oldest question is in the worker's hands; the others wait behind it.
    const first = this.#waiting.keys().next().value === id;
    if (first && entry.tries === 1 && entry.timeout >= SILENT) entry.doubt ??= setTimeout(() => this.#again(), SILENT);
  }

  #hear(data) {
    if (data.type === "progress") this.#tell("progress", data);
    if (data.type === "ready") {
      this.#ready = true;
      for (const id of this.#waiting.keys()) this.#watch(id);
      this.#tell("ready", data);
    }
    if (data.type === "failed") this.#give(data.code, data.detail);
    if (data.type === "answer") this.#settle(data);
  }

  #settle({ id, response }) {
    const entry = this.#waiting.get(id);
    if (!entry) return;
    this.#failures = 0;
    clearTimeout(entry.clock);
    clearTimeout(entry.doubt);
    this.#waiting.delete(id);
    const next = this.#waiting.keys().next().value;
    if (next !== undefined) this.#watch(next);
    const { ok, result, errors } = JSON.parse(response);
    if (ok) entry.resolve(result);
    else entry.reject(new CalculationError(errors));
  }

  #lost(worker, event) {
    event.preventDefault?.();
    if (worker !== this.#worker) return;
    if (this.#ready && this.#failures++ < 2) this.#replace("crash");
    else this.#give(event.message ? "start" : "network", event.message ?? ""); // a script that never came says nothing
  }

  // No word for too long: say so, and ask another worker the same; the second time it takes its time.
  #again() {
    this.#tell("trouble", { code: "slow" });
    this.#worker?.terminate();
    this.#worker = null;
    this.#ready = false;
    for (const entry of this.#waiting.values()) {
      clearTimeout(entry.clock);
      clearTimeout(entry.doubt);
      entry.clock = entry.doubt = null;
      entry.tries += 1;
    }
    this.start();
    for (const [id, { text }] of this.#waiting) this.#worker.postMessage({ id, request: text });
  }

  // End the worker and start another; what was asked is answered with the reason.
  #replace(code) {
    this.#stop(new RuntimeError(code));
    this.#tell("trouble", { code });
    this.start();
  }

  async #give(code, detail) {
    this.#stop(new RuntimeError(code, detail)); // at once: what is asked from now on starts another worker
    if (code === "network" && (await this.#replaced())) code = "replaced";
    if (!this.#worker) this.#tell("trouble", { code, detail });
  }

  // What did not come: is it the line, or has another release taken the place of this page's?
  async #replaced() {
    try {
      const init = { cache: "no-store", signal: AbortSignal.timeout(SILENT) };
      const { status } = await fetch(`${this.#folder}worker.mjs`, init);
      return status === 404 || status === 410;
    } catch {
      return false;
    }
  }

  #stop(error) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#ready = false;
    for (const { reject, clock, doubt } of this.#waiting.values()) {
      clearTimeout(clock);
      clearTimeout(doubt);
      reject(error);
    }
    this.#waiting.clear();
  }

  #tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

const shared = new Map();

export function runtimeOf(folder) {
  const address = new URL(folder, document.baseURI).href;
  if (!shared.has(address)) shared.set(address, new Runtime(address));
  return shared.get(address);
}
