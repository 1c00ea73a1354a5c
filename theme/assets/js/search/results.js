// A hit as a list item: title, facts, the excerpt around the phrase, and the link to its clause.
import { element, marked } from "./elements.js";
import { root } from "./root.js";

/** The address of the block that holds the phrase, with the phrase to highlight there. */
function addressOf({ url, highlight, id }) {
  const address = new URL(url, root);
  for (const phrase of highlight) address.searchParams.append("highlight", phrase);
  address.hash = id;
  return address.href;
}

/** The item of a hit. */
export function item(hit) {
  const facts = hit.facts.map((fact) => element("span", {}, fact));
  return element(
    "li",
    { class: "search-hit" },
    element("a", { href: addressOf(hit) }, ...marked(hit.title)),
    element("p", { class: "search-facts" }, ...facts),
    element(
      "p",
      { class: "search-excerpt" },
      hit.label && element("span", { class: "search-place" }, hit.label),
      ...marked(hit.excerpt),
      notes(hit) && element("span", { class: "search-place" }, ` ${notes(hit)}`),
    ),
  );
}

/** What a hit says in other words than the query, and what it does not say. */
function notes({ missing, instead }) {
  const said = instead.map(([word, other]) => `“${word}”文中作“${other}”`);
  if (missing.length) said.push(`未含“${missing.join("”“")}”`);
  return said.join("，");
}

/** Calculators that apply the clauses found, in one line after the texts. */
export function toolsLine(tools) {
  const links = tools.map(({ url, title }) => element("a", { href: new URL(url, root).href }, title));
  return links.length ? element("p", { class: "search-tools" }, "相关测算：", ...links) : null;
}
