// In an article: a clause's calculator opens in place. Its form and its modules are fetched on demand.
const pages = new Map();
const ADDRESSES = ["href", "data-runtime", "data-page", "data-embed-page"];

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

function page(address) {
  if (!pages.has(address)) pages.set(address, fetched(address));
  return pages.get(address);
}

// The fetched page's relative addresses mean that page's folder.
function rebase(root, address) {
  for (const name of ADDRESSES) {
    for (const element of root.querySelectorAll(`[${name}]`)) {
      element.setAttribute(name, new URL(element.getAttribute(name), address).href);
    }
  }
  for (const template of root.querySelectorAll("template")) rebase(template.content, address);
}

function lower(section, level) {
  for (const heading of section.querySelectorAll(`h${level}`)) {
    const below = document.createElement(`h${level + 1}`);
    if (heading.id) below.id = heading.id;
    below.append(...heading.childNodes);
    heading.replaceWith(below);
  }
}

async function open(link, place) {
  const address = new URL(link.href);
  const { rule } = link.dataset;
  const [source, { Calculator }] = await Promise.all([page(address.href), import("./calculator.js")]);
  const section = document.importNode(source.getElementById(rule), true);
  rebase(section, address.href);
  for (const level of [2, 1]) lower(section, level); // here it stands in a text that has its own title
  if (!document.querySelector("template[data-template]")) {
    const shapes = source.querySelectorAll("template[data-template]");
    document.body.append(...[...shapes].map((shape) => document.importNode(shape, true)));
  }
  place.replaceChildren(section);
  new Calculator(section).recall();
}

function sheet(from) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("../../css/calculator.css", from).href;
  document.head.append(link);
}

function attach(link) {
  const place = document.createElement("div");
  place.className = "compute-place";
  place.hidden = true;
  link.closest(".compute").append(place);
  link.setAttribute("aria-expanded", "false");
  link.setAttribute("role", "button");
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      if (!place.firstChild) await open(link, place);
      place.hidden = !place.hidden;
      link.setAttribute("aria-expanded", String(!place.hidden));
      if (!place.hidden) place.querySelector("input, select")?.focus();
    } catch {
      location.assign(link.href); // the calculator's own page
    }
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      link.click();
    }
  });
}

const links = document.querySelectorAll("a.compute-link");
if (links.length) sheet(import.meta.url);
for (const link of links) attach(link);
