// All that a page loads of the search before somebody searches: the rest comes on demand.
function open(event) {
  event.preventDefault();
  import("./bundle.js").then((search) => search.open());
}

function typing(element) {
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}

document.addEventListener("click", (event) => {
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  if (plain && event.target.closest?.("[data-search-open]")) open(event);
});

document.addEventListener("keydown", (event) => {
  const slash = event.key === "/" && !typing(event.target);
  const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  if (!event.isComposing && !event.altKey && (k || (slash && !event.ctrlKey))) open(event);
});

if (new URLSearchParams(location.search).has("highlight")) {
  import("./arrive.js").then((arrive) => arrive.highlight());
}
