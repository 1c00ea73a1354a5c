// Titles that differ from the query by one wrong, missing or added character, and the names that
// come nearest to a query which finds nothing.
import { fold } from "./fold.js";
import { allPairs } from "./phrases.js";
import { holders, terms, text } from "./store.js";

const AT_ONCE = 8;
const MOST = 24;

/** The fewest edits that turn the query into some part of the text (Sellers). */
export function distanceInside(query, text) {
  let before = Array.from({ length: query.length + 1 }, (_, i) => i);
  let least = before[query.length];
  for (const char of text) {
    const row = [0];
    for (let i = 1; i <= query.length; i++) {
      row[i] = Math.min(before[i] + 1, row[i - 1] + 1, before[i - 1] + (query[i - 1] === char ? 0 : 1));
    }
    before = row;
    least = Math.min(least, row[query.length]);
  }
  return least;
}

/** In how many places two texts of one length differ. */
export function differences(one, other) {
  return [...one].filter((char, i) => char !== other[i]).length;
}

/** The part of the text that the query misses by the given number of edits: a wrong character rather
    than one too many at one end. */
function partOf(query, text, edits) {
  for (let start = 0; start + query.length <= text.length; start++) {
    const part = text.slice(start, start + query.length);
    if (differences(query, part) <= edits) return part;
  }
  for (const length of [query.length, query.length + 1, query.length - 1]) {
    for (let start = 0; start + length <= text.length; start++) {
      const part = text.slice(start, start + length);
      if (distanceInside(query, part) <= edits && distanceInside(part, query) <= edits) return part;
    }
  }
  return text;
}

/** Pages whose titles hold all pairs of the query but those that so many wrong characters cost. */
async function candidates(folded, edits) {
  const pairs = allPairs(folded);
  const held = new Map();
  for (const { titles } of await Promise.all(pairs.map(holders))) {
    for (const page of titles) {
      const { count, rare } = held.get(page) ?? { count: 0, rare: 0 };
      held.set(page, { count: count + 1, rare: rare + 1 / titles.size });
    }
  }
  const least = Math.max(1, pairs.length - 2 * edits);
  const near = [...held].filter(([, { count }]) => count >= least);
  near.sort(([a, one], [b, other]) => other.count - one.count || other.rare - one.rare || a - b);
  return near.map(([page]) => page);
}

/** A group of the titles that the query misses by one character, two in a long query. */
export async function titleGroup(folded) {
  const edits = folded.length >= 12 ? 2 : 1;
  const pages = await candidates(folded, edits);
  const near = [];
  for (let at = 0; at < Math.min(MOST, pages.length) && !near.length; at += AT_ONCE) {
    const texts = await Promise.all(pages.slice(at, at + AT_ONCE).map(text));
    texts.forEach(({ title }, i) => {
      const distance = distanceInside(folded, fold(title));
      if (distance <= edits) near.push({ page: pages[at + i], score: -distance, part: partOf(folded, fold(title), edits) });
    });
  }
  near.sort((a, b) => b.score - a.score || a.page - b.page);
  const needles = [...new Set(near.map((hit) => hit.part))];
  return near.length ? [{ name: "near", label: "标题相近", needles, hits: near }] : [];
}

function likeness(query, name) {
  const pairs = (text) => new Set([...text].flatMap((char, i, all) => [char, char + (all[i + 1] ?? "")]));
  const [a, b] = [pairs(query), pairs(name)];
  return [...a].filter((part) => b.has(part)).length / Math.sqrt(a.size * b.size);
}

/** Up to six names that are most like the query, for one that finds nothing; none if none is. */
export async function nearestNames(folded) {
  const liked = (await terms()).map((term) => ({
    name: term.term,
    like: Math.max(...[term.term, ...term.aliases].map((name) => likeness(folded, fold(name)))),
  }));
  const close = liked.filter((one) => one.like > 0).sort((a, b) => b.like - a.like);
  return close.slice(0, 6).map((one) => one.name);
}
