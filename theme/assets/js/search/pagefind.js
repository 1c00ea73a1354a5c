// Pagefind 1.6.0 through its own interface: it ranks the pages that hold the words of a query.
import { root } from "./root.js";

let engine;

async function load() {
  const pagefind = await import(new URL("pagefind/pagefind.js", root).href);
  await pagefind.options({ baseUrl: "/" });
  await pagefind.init();
  return pagefind;
}

/** Pagefind's names of the pages that it finds, best first; none where it cannot load. */
export async function order(words) {
  try {
    engine ??= load();
    const pagefind = await engine;
    return (await pagefind.search(words)).results.map((result) => result.id);
  } catch {
    engine = undefined;
    return [];
  }
}
