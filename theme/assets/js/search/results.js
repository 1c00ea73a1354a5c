// A hit as a list item: title, facts, the excerpt around the phrase, and the link to its clause.
import { element, marked } from "./elements.js";
import { locate } from "./locate.js";
import { root, text } from "./store.js";

/** How many hits are loaded at once. */
export const PAGE = 10;

function day(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

function factsOf({ facts }) {
  const issue = facts.issue ? `${facts.issue.slice(0, 4)}年${Number(facts.issue.slice(5))}月号` : "";
  const number = facts.number ? `总第${facts.number}期` : "";
  return [facts.kind, [issue, number].filter(Boolean).join(" "), facts.section, facts.region, facts.date && day(facts.date)]
    .filter(Boolean);
}

/** The address of the block that holds the phrase, with the phrase to highlight there. */
function addressOf(page, place, needles) {
  const address = new URL(page.url, root);
  const shown = [...place.title, ...place.excerpt].filter((piece) => piece.mark).map((piece) => piece.text);
  for (const phrase of new Set(shown.length ? shown : needles.slice(0, 1))) {
    address.searchParams.append("highlight", phrase);
  }
  address.hash = place.id;
  return address.href;
}

function item(page, place, needles) {
  const facts = factsOf(page).map((fact) => element("span", {}, fact));
  return element(
    "li",
    { class: "search-hit" },
    element("a", { href: addressOf(page, place, needles) }, ...marked(place.title)),
    element("p", { class: "search-facts" }, ...facts),
    element(
      "p",
      { class: "search-excerpt" },
      place.label && element("span", { class: "search-place" }, place.label),
      ...marked(place.excerpt),
    ),
  );
}

async function itemOf(hit, group) {
  const page = await text(hit.page);
  const place = locate(page, group.needles, group.words);
  if (group.verify && !place.holds) return "drop";
  if (group.verify && !place.whole && !hit.late) return "later";
  return item(page, place, group.needles);
}

/** Fills a list with hits from `from` on; returns where to go on, or -1 at the end. A page that
    only seemed to hold the phrase is passed over, and reported to `drop`; one that holds it as a
    part of a number alone comes last. */
export async function fill(list, group, hits, from, isCurrent, drop) {
  let at = from;
  for (let wanted = PAGE; wanted > 0 && at < hits.length; ) {
    const batch = hits.slice(at, at + Math.max(wanted, 4));
    for (const [i, made] of batch.map((hit) => itemOf(hit, group)).entries()) {
      const shown = await made;
      if (!isCurrent()) return -1;
      at++;
      if (shown === "drop") drop(batch[i]);
      else if (shown === "later") hits.push({ ...batch[i], late: true });
      else {
        list.append(shown);
        wanted--;
      }
    }
  }
  return at < hits.length ? at : -1;
}
