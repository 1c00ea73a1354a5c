// The calculators' worker: boots Pyodide out of its own folder, then answers requests in order.
//
// in   {id, request}            request: the JSON text for calculators.call
// out  {type: "progress", loaded, total}   bytes on the wire, while the files come in
//      {type: "ready", from}               from: "files" or "snapshot"
//      {type: "answer", id, response}      response: the JSON text of calculators.call
//      {type: "failed", code, detail}      the runtime cannot start
import { files, lock } from "./files.mjs";

const HERE = new URL("./", import.meta.url).href;
const WASM = `${HERE}pyodide.asm.wasm`;
const BUNDLE = `${HERE}python.zip`;
const SNAPSHOTS = "calculator-snapshots";
const EMPTY_ZIP = new Uint8Array([0x50, 0x4b, 5, 6, ...new Array(18).fill(0)]);
class BootError extends Error {
  constructor(code, detail) {
    super(detail);
    this.code = code;
  }
}

// Bytes are counted as they arrive, unpacked, and reported as their share of the packed size.
const progress = {
  loaded: {},
  told: 0,
  count(name, bytes) {
    this.loaded[name] = (this.loaded[name] ?? 0) + bytes;
    const now = performance.now();
    if (now - this.told > 80) this.tell(now);
  },
  done(name) {
    this.loaded[name] = files[name].bytes;
    this.tell(performance.now());
  },
  tell(now) {
    this.told = now;
    let loaded = 0;
    let total = 0;
    for (const [name, { bytes, packed }] of Object.entries(files)) {
      loaded += Math.min(1, (this.loaded[name] ?? 0) / bytes) * packed;
      total += packed;
    }
    postMessage({ type: "progress", loaded: Math.round(loaded), total });
  },
};

async function open(url) {
  const name = url.slice(HERE.length);
  let response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new BootError("network", `${name}: ${error.message}`);
  }
  if (!response.ok) throw new BootError("network", `${name}: ${response.status}`);
  return response;
}

async function counted(name, response) {
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    progress.count(name, part.value.length);
  }
  progress.done(name);
}

// The response itself goes to compileStreaming, since the browser keeps compiled code for it; a
// copy is counted. A server that names another type costs the streaming, not the calculator.
async function compile() {
  const response = await open(WASM);
  counted("pyodide.asm.wasm", response.clone()).catch(() => {});
  if (response.headers.get("content-type")?.startsWith("application/wasm")) {
    return WebAssembly.compileStreaming(response);
  }
  console.warn("服务器应以 application/wasm 类型发送 .wasm 文件；现改为整体下载后编译，启动较慢。");
  return WebAssembly.compile(await response.arrayBuffer());
}

async function bundle() {
  const response = await open(BUNDLE);
  const copy = response.clone();
  const [data] = await Promise.all([response.arrayBuffer(), counted("python.zip", copy)]);
  return data;
}

async function code(name) {
  const module = await import(`./${name}`);
  progress.done(name);
  return module;
}

async function snapshot() {
  try {
    const cache = await caches.open(SNAPSHOTS);
    const kept = await cache.match(`${HERE}snapshot`);
    return kept ? new Uint8Array(await kept.arrayBuffer()) : null;
  } catch {
    return null; // private windows and insecure origins have no Cache Storage
  }
}

async function keep(image) {
  const cache = await caches.open(SNAPSHOTS);
  for (const old of await cache.keys()) await cache.delete(old);
  await cache.put(`${HERE}snapshot`, new Response(image));
}

async function forget() {
  const cache = await caches.open(SNAPSHOTS);
  await cache.delete(`${HERE}snapshot`);
}

// Pyodide fetches its files one after another; ours are under way since the first line. For the
// length of its start it is handed those.
async function handing(module, zip, start) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  const ours = { [WASM]: null, [BUNDLE]: zip };
  self.fetch = (input, init) => {
    const url = String(input?.url ?? input);
    return url in ours ? Promise.resolve(new Response(ours[url])) : fetch(input, init);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
  try {
    return await start();
  } finally {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

async function start(module, scripts, zip, options) {
  const [{ loadPyodide }, { default: createPyodideModule }] = scripts;
  const config = { indexURL: HERE, stdLibURL: BUNDLE, createPyodideModule, lockFileContents: lock };
  return handing(module, zip, () => loadPyodide({ ...config, ...options }));
}

async function fromSnapshot(image, module, scripts) {
  const pyodide = await start(module, scripts, EMPTY_ZIP, { _loadSnapshot: image });
  return { call: pyodide.runPython("calculators.call"), from: "snapshot" };
}

async function fromFiles(zip, module, scripts) {
  const pyodide = await start(module, scripts, zip, { _makeSnapshot: true });
  pyodide.runPython("import warm, calculators");
  let image = null;
  try {
    image = pyodide.makeMemorySnapshot();
  } catch (error) {
    console.info(`memory snapshot not made: ${error.message}`);
  }
  return { call: pyodide.runPython("calculators.call"), from: "files", image };
}

async function boot() {
  if (typeof WebAssembly !== "object") throw new BootError("wasm", "no WebAssembly");
  const parts = Promise.all([
    compile(),
    Promise.all([code("pyodide.mjs"), code("pyodide.asm.mjs")]),
  ]);
  parts.catch(() => {}); // heard below, perhaps later
  const image = await snapshot();
  if (image) {
    const [module, scripts] = await parts;
    try {
      return await fromSnapshot(image, module, scripts);
    } catch (error) {
      console.info(`memory snapshot not used: ${error.message}`);
      await forget().catch(() => {});
    }
  }
  const [zip, [module, scripts]] = await Promise.all([bundle(), parts]);
  return fromFiles(zip, module, scripts);
}

let kept = null;
const calculators = boot();

calculators.then(
  ({ from, image }) => {
    kept = image;
    postMessage({ type: "ready", from });
    setTimeout(() => kept && keep(kept).catch(() => {}).finally(() => (kept = null)), 1500);
  },
  (error) => postMessage({ type: "failed", code: error.code ?? "start", detail: error.message }),
);

addEventListener("message", async ({ data }) => {
  const { call } = await calculators;
  postMessage({ type: "answer", id: data.id, response: call(data.request) });
});
