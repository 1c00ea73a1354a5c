// On arrival from a search: the phrase is marked wherever it stands in the text, the first is shown.
import { foldWithPlaces, fold } from "./fold.js";

const MOST = 300;
const SKIPPED = "script,style,nav,button,footer,select,mark";

function textNodes(container) {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT, {
    acceptNode: (node) =>
      node.data.trim() && !node.parentElement.closest(SKIPPED) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT,
  });
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

/** Folded text of all nodes, and for each unit its node and place. */
function foldNodes(nodes) {
  let folded = "";
  const origins = [];
  nodes.forEach((node, index) => {
    const part = foldWithPlaces(node.data);
    folded += part.folded;
    for (const place of part.places) origins.push([index, place]);
  });
  return { folded, origins };
}

function rangesOf({ folded, origins }, needles) {
  const byNode = new Map();
  let count = 0;
  for (const needle of needles) {
    for (let at = folded.indexOf(needle); at >= 0 && count < MOST; at = folded.indexOf(needle, at + needle.length)) {
      count++;
      spread(origins.slice(at, at + needle.length), byNode);
    }
  }
  return byNode;
}

function spread(units, byNode) {
  for (const index of new Set(units.map(([node]) => node))) {
    const places = units.filter(([node]) => node === index).map(([, place]) => place);
    byNode.set(index, [...(byNode.get(index) ?? []), [places[0], places.at(-1) + 1]]);
  }
}

function wrap(node, ranges) {
  let end = Infinity;
  for (const [from, to] of [...ranges].sort((a, b) => b[0] - a[0])) {
    if (to > end) continue;
    end = from;
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, Math.min(to, node.data.length));
    const mark = document.createElement("mark");
    mark.className = "search-arrival";
    range.surroundContents(mark);
  }
}

/** The block that the address names; an address may be any text. */
function addressed() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null;
  }
}

/** Marks what the address asks for; brings the first mark of the addressed block into view. */
export function highlight() {
  const needles = new URLSearchParams(location.search).getAll("highlight").map(fold).filter(Boolean);
  const container = document.querySelector("article[data-article]") ?? document.querySelector("main");
  if (!container || !needles.length) return;
  const nodes = textNodes(container);
  for (const [index, ranges] of rangesOf(foldNodes(nodes), needles)) wrap(nodes[index], ranges);
  const block = addressed();
  const first = block?.querySelector("mark.search-arrival") ?? (block ? null : container.querySelector("mark.search-arrival"));
  (first ?? block)?.scrollIntoView({ block: "center" });
}
