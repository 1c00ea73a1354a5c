// Asks the service worker to keep what a calculator needs: runtime, pages, and the files they load.
const RUNTIME = ["files.mjs", "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python.zip", "worker.mjs"];

const loaded = () =>
  performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.startsWith(location.origin) && /\.(css|m?js|svg)$/.test(new URL(name).pathname));

export async function keepOffline(root, folder) {
  if (!navigator.serviceWorker) return;
  try {
    const base = new URL(root.dataset.workerScope, document.baseURI);
    const registration = await navigator.serviceWorker.register(new URL("sw.js", base), { scope: base.href });
    await navigator.serviceWorker.ready;
    const pages = root.dataset.offline.trim().split(/\s+/).map((url) => new URL(url, document.baseURI).href);
    const files = [...new Set([...RUNTIME.map((name) => folder + name), ...pages, ...loaded()])];
    registration.active?.postMessage({ type: "keep", version: folder.split("/").at(-2), files });
  } catch (error) {
    console.info(`not kept for offline use: ${error.message}`);
  }
}
