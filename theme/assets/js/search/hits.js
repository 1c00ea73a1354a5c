// A hit as plain data for the list: title, facts, the excerpt around the phrase, its clause.
import { issueName } from "./filters.js";
import { holdsEvery, locate } from "./locate.js";
import { text } from "./store.js";

/** How many hits are shown at once, and how many texts are read for them at most. */
export const PAGE = 10;
const READ = 60;

function day(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

function factsOf({ facts }) {
  const issue = facts.issue ? issueName(facts.issue) : "";
  const number = facts.number ? `总第${facts.number}期` : "";
  return [facts.kind, [issue, number].filter(Boolean).join(" "), facts.section, facts.region, facts.date && day(facts.date)]
    .filter(Boolean);
}

async function hitOf(hit, group) {
  const page = await text(hit.page);
  const place = locate(page, group.needles, group.words, { block: hit.block, forms: group.forms });
  if (group.verify && !place.holds) return null;
  if (group.except && locate(page, group.except, true).holds) return null;
  if (group.every && hit.block === undefined && !holdsEvery(page, group.every)) return null;
  const shown = [...place.title, ...place.excerpt].filter((piece) => piece.mark).map((piece) => piece.text);
  const highlight = [...new Set(shown.length ? shown : group.needles.slice(0, 1))];
  const { title, excerpt, id, label } = place;
  return { url: page.url, title, excerpt, id, label, highlight, facts: factsOf(page), missing: hit.missing ?? [], instead: hit.instead ?? [] };
}

/** Shows hits from `from` on, each to `show`; returns where to go on, or -1 at the end. A page that
    only seemed to hold the phrase is passed over, and reported to `drop`. */
export async function showHits(group, hits, from, isCurrent, show, drop) {
  const end = Math.min(hits.length, from + READ);
  let at = from;
  for (let wanted = PAGE; wanted > 0 && at < end; ) {
    const batch = hits.slice(at, Math.min(end, at + Math.max(wanted, 4)));
    for (const [i, made] of batch.map((hit) => hitOf(hit, group)).entries()) {
      const shown = await made;
      if (!isCurrent()) return -1;
      at++;
      if (!shown) drop(batch[i]);
      else {
        show(shown);
        wanted--;
      }
    }
  }
  return at < hits.length ? at : -1;
}
