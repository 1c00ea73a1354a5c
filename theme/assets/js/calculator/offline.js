// Asks the service worker to keep this release for use without a network.
export async function keepOffline(root) {
  if (!navigator.serviceWorker) return;
  try {
    const base = new URL(root.dataset.workerScope, document.baseURI);
    const registration = await navigator.serviceWorker.register(new URL("sw.js", base), { scope: base.href });
    await navigator.serviceWorker.ready;
    registration.active?.postMessage({ type: "keep" });
  } catch (error) {
    console.info(`not kept for offline use: ${error.message}`);
  }
}
