// Which pages hold a phrase: looked up by pairs of characters and by whole numbers, told by the text.
import { endName, numbersOf, wholeName } from "./numbers.js";
import { locate } from "./locate.js";
import { holders, numberHolders, pages, text } from "./store.js";

const MANY_PAIRS = 6;
const NAME_PAIRS = 4;
const MANY_PAGES = 12;
// Of two names of a thing the longer one is the surer: 工行 may be an accident.
const SURE = 3;
// Texts that are read before a phrase whose every pair stands in many pages is taken for absent.
const MOST_READ = 60;
const DIGITS = /^[\d.]+$/;

/** All pairs of a folded text, or its only character. */
export function allPairs(folded) {
  if (folded.length < 2) return [folded];
  return [...new Set(Array.from({ length: folded.length - 1 }, (_, i) => folded.slice(i, i + 2)))];
}

/** The pairs by which a phrase is looked up: all of a short one, an even choice of a long one. */
export function pairsOf(folded, all = allPairs(folded), most = MANY_PAIRS) {
  if (all.length <= most) return all;
  const step = (all.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => all[Math.round(i * step)]);
}

/** Where to look a phrase up: its numbers as they stand, as ends of longer ones, or no numbers. */
function planOf({ folded, raw }, way) {
  const numbers = numbersOf(raw);
  const name = (number) => (way === "end" && number.first ? endName(number) : wholeName(number));
  const names = way === "pairs" ? [] : numbers.map(name);
  if (way !== "pairs" && (!numbers.length || names.some((one) => !one))) return null;
  const pairs = names.length ? allPairs(folded).filter((pair) => !DIGITS.test(pair)) : allPairs(folded);
  const chosen = pairsOf(folded, pairs);
  return { pairs: chosen, rest: pairs.filter((pair) => !chosen.includes(pair)), names };
}

/** Starts to load what a phrase will be looked up by. */
export function expect(phrase) {
  const { pairs, names } = planOf(phrase, "whole") ?? planOf(phrase, "pairs");
  for (const part of [...pairs.map(holders), ...names.map(numberHolders)]) part.catch(() => {});
}

/** Pages that hold all of a plan; where too many do, the pairs left out tell them apart. */
async function common({ pairs, rest, names }) {
  const found = await Promise.all([...pairs.map(holders), ...names.map(numberHolders)]);
  const result = inAll(found);
  if (result.size <= MANY_PAGES || !rest.length) return result;
  return inAll([...found, ...(await Promise.all(rest.map(holders)))]);
}

function inAll(found) {
  found.sort((a, b) => a.often.size - b.often.size);
  const result = new Map();
  for (const page of found[0].often.keys()) {
    if (!found.every((part) => part.often.has(page))) continue;
    result.set(page, {
      often: Math.min(...found.map((part) => part.often.get(page))),
      title: found.every((part) => part.titles.has(page)),
    });
  }
  return result;
}

/** Where to look a name up: by fewer pairs, since most queries have several. */
function nameOf(folded) {
  const all = allPairs(folded);
  const pairs = pairsOf(folded, all, NAME_PAIRS);
  return { pairs, rest: all.filter((pair) => !pairs.includes(pair)), names: [] };
}

/** Pages that may hold a folded phrase: page → {often, title}. Their text decides. */
export function phrasePages(folded) {
  return common(planOf({ folded, raw: folded }, "pairs"));
}

/** How well a page answers, from how often it holds a phrase of such a size, in its title – how much of
    it – or not, and its length. */
export function score({ often, title }, row, newest, size) {
  const frequency = [1, 1.7, 2.4, 3.2][often] / (0.6 + 0.4 * Math.min(3, Math.max(0.5, row.length / 24)));
  const kind = { 测算: -1.5, 刊期: -4, 本站: -3, 政策: title ? 1.5 : 0 }[row.kind] ?? 0;
  const age = row.date < 0 ? 0 : (row.date - newest) / 3650;
  return frequency + (title ? 6 + 6 * Math.min(1, size / row.title) : 0) + kind + 0.2 * age;
}

/** Hits of the pages found, with their scores. */
export async function ranked(found, weight = 1, size = 0) {
  const rows = await pages();
  const newest = rows.reduce((latest, row) => Math.max(latest, row.date), 0);
  return [...found].map(([page, hit]) => ({
    page,
    title: hit.title,
    score: weight * score(hit, rows[page], newest, size),
  }));
}

/** Each page once, by its best score, best first. */
export function best(hits) {
  const kept = new Map();
  for (const hit of hits) {
    if (hit.score > (kept.get(hit.page)?.score ?? -Infinity)) kept.set(hit.page, hit);
  }
  return [...kept.values()].sort((a, b) => b.score - a.score || a.page - b.page);
}

/** Whether a text holds a needle; null where every pair of characters that is looked up is one. */
export function holdsOne(needles, words = false) {
  if (!words && needles.every((needle) => needle.length < 3)) return null;
  return (page) => locate(page, needles, words).holds;
}

/** The hits without those that only seemed to hold what is looked for: all of a few, of many until one
    does; none where none of the likeliest does. Pairs of characters can stand apart in a page. */
export async function confirmed(hits, holds) {
  if (!holds) return hits;
  const kept = [];
  let at = 0;
  for (let size = hits.length > 12 ? 4 : 12; at < hits.length && !kept.length; size *= 2) {
    if (at >= MOST_READ) return [];
    const batch = hits.slice(at, at + size);
    const held = await Promise.all(batch.map(async (hit) => holds(await text(hit.page))));
    kept.push(...batch.filter((_, i) => held[i]));
    at += batch.length;
  }
  return [...kept, ...hits.slice(at)];
}

/** Hits that may hold one of several names. Who holds a name holds what it contains, so that
    人民银行 alone is looked up where 中国人民银行 is a name, too. */
export async function anyOf(names) {
  const needles = names.filter((name) => !names.some((other) => other !== name && name.includes(other)));
  const found = await Promise.all(needles.map((name) => common(nameOf(name))));
  const hits = await Promise.all(found.map((part, i) => ranked(part, 1, needles[i].length)));
  const more = (needle) => (needle.length > 2 ? SURE : 0);
  return best(hits.flatMap((part, i) => part.map((hit) => ({ ...hit, score: hit.score + more(needles[i]) }))));
}

async function hitsBy(phrases, way) {
  const planned = phrases.map((phrase) => ({ plan: planOf(phrase, way), size: phrase.folded.length }));
  const plans = planned.filter(({ plan }) => plan);
  const hits = await Promise.all(plans.map(async ({ plan, size }) => ranked(await common(plan), 1, size)));
  return best(hits.flat());
}

/** Hits that hold one of the phrases, a phrase being {folded, raw, needle}: those where each number of it
    stands by itself, and those where it may be a part of a longer one. */
export async function holding(phrases) {
  const needles = phrases.map(({ folded, needle }) => needle ?? folded);
  const numbered = phrases.filter((phrase) => planOf(phrase, "whole"));
  const plain = phrases.filter((phrase) => !numbered.includes(phrase));
  const [whole, rest] = await Promise.all([hitsBy(numbered, "whole"), hitsBy(plain, "pairs")]);
  const hits = await confirmed(best([...whole, ...rest]), holdsOne(needles));
  const seen = new Set(hits.map((hit) => hit.page));
  const open = numbered.filter(({ folded }) => /^\d/.test(folded));
  const loose = numbered.filter((phrase) => !hits.length || /\d$/.test(phrase.folded) || !planOf(phrase, "end"));
  const longer = await Promise.all([hitsBy(open, "end"), hitsBy(loose, "pairs")]);
  const inside = await confirmed(best(longer.flat()).filter((hit) => !seen.has(hit.page)), holdsOne(needles));
  return { hits, inside };
}
