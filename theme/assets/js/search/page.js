// The page /search/: its state is its address.
import { fromParams, toParams } from "./filters.js";
import { mount } from "./view.js";

const host = document.querySelector("[data-search-page]");

function changed(query, filters) {
  const params = toParams(query, filters).toString();
  const address = location.pathname + (params ? `?${params}` : "");
  if (address !== location.pathname + location.search) history.replaceState(null, "", address);
}

host.replaceChildren();
const search = mount(host, { page: true, changed });

function read() {
  const params = new URLSearchParams(location.search);
  return search.run(params.get("q") ?? "", fromParams(params), true);
}

addEventListener("popstate", read);
read();
if (!location.search) search.focus();
