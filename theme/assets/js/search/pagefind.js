// Pagefind 1.6.0 through its own interface: it ranks the pages that hold all words of a query.
import { pagefindNames, root } from "./store.js";

let engine;

async function load(manifest) {
  const [current, ...older] = manifest.bundles.map((bundle) => new URL(`${bundle.pagefind}/`, root));
  const pagefind = await import(new URL("pagefind.js", current).href);
  await pagefind.options({ baseUrl: "/" });
  await pagefind.init();
  await Promise.all(older.map((url) => pagefind.mergeIndex(url.href)));
  return pagefind;
}

/** Numbers of the pages that Pagefind finds, best first. */
export async function order(words, manifest) {
  engine ??= load(manifest);
  const pagefind = await engine;
  const [{ results }, names] = await Promise.all([pagefind.search(words), pagefindNames()]);
  return results.map((result) => names.get(result.id)).filter((page) => page !== undefined);
}
