// The page /search/: its state is its address.
import { ask } from "./asking.js";
import { fromParams, toParams } from "./filters.js";
import { mount } from "./view.js";

function changed(query, filters) {
  const params = toParams(query, filters).toString();
  const address = location.pathname + (params ? `?${params}` : "");
  if (address !== location.pathname + location.search) history.replaceState(null, "", address);
}

/** Puts the search into its place on the page and answers what the address asks. */
function start() {
  const host = document.querySelector("[data-search-page]");
  host.replaceChildren();
  const search = mount(host, { page: true, changed });
  const read = () => {
    const params = new URLSearchParams(location.search);
    return search.run(params.get("q") ?? "", fromParams(params), true);
  };
  addEventListener("popstate", read);
  read();
  // Focus lays the page out; that is a task of its own.
  if (!location.search) requestAnimationFrame(() => search.focus());
}

// The worker fetches what the question needs while the page is still being parsed.
ask("warm", new URLSearchParams(location.search).get("q") ?? "").catch(() => {});
if (document.readyState === "loading") document.addEventListener("readystatechange", start, { once: true });
else start();
