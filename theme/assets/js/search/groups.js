// What a query finds, in groups: its exact words, other names of the same thing, a title one
// character away, all of its words, some of them. A group is {label, needles, hits}, best hit first.
import { fold, numeralVariants } from "./fold.js";
import { locate } from "./locate.js";
import { holders, language, manifest, pages, text } from "./store.js";

const MANY_PAIRS = 10;
// In a larger archive Pagefind's index weighs more than a whole answer: it ranks what is asked for
// after the first results, not the first results themselves.
const RANKED_AT_ONCE = 200;
const STOP = new Set("的了和与及或在是对为等有什么怎么怎样如何多少哪些哪个吗呢啊请问我要想可以能".split(""));
const STOP_WORDS = new Set(["什么", "怎么", "怎样", "如何", "多少", "哪些", "哪个", "请问", "可以", "是否"]);

/** The pairs by which a phrase is looked up: all of a short one, an even choice of a long one. */
export function pairsOf(folded) {
  if (folded.length < 2) return [folded];
  const all = Array.from({ length: folded.length - 1 }, (_, i) => folded.slice(i, i + 2));
  const step = Math.max(1, (all.length - 1) / (MANY_PAIRS - 1));
  const chosen = Array.from({ length: Math.min(all.length, MANY_PAIRS) }, (_, i) => all[Math.round(i * step)]);
  return [...new Set(chosen)];
}

/** Pages that may hold a folded phrase: page → {often, title}. Their text decides. */
export async function phrasePages(folded) {
  const found = await Promise.all(pairsOf(folded).map(holders));
  found.sort((a, b) => a.often.size - b.often.size);
  const result = new Map();
  for (const [page, often] of found[0].often) {
    if (found.every((part) => part.often.has(page))) {
      result.set(page, {
        often: Math.min(often, ...found.map((part) => part.often.get(page))),
        title: found.every((part) => part.titles.has(page)),
      });
    }
  }
  return result;
}

/** How well a page answers, from how often it holds the phrase, in its title or not, and its length. */
export function score({ often, title }, row, newest) {
  const frequency = [1, 1.7, 2.4, 3.2][often] / (0.6 + 0.4 * Math.min(3, Math.max(0.5, row.length / 24)));
  const kind = { 测算: -1.5, 刊期: -4, 本站: -3 }[row.kind] ?? 0;
  const age = row.date < 0 ? 0 : (row.date - newest) / 3650;
  return frequency + (title ? 6 : 0) + kind + 0.2 * age;
}

async function ranked(found, weight = 1) {
  const rows = await pages();
  const newest = rows.reduce((latest, row) => Math.max(latest, row.date), 0);
  return [...found].map(([page, hit]) => ({
    page,
    title: hit.title,
    score: weight * score(hit, rows[page], newest),
  }));
}

function best(hits) {
  const kept = new Map();
  for (const hit of hits) {
    if (hit.score > (kept.get(hit.page)?.score ?? -Infinity)) kept.set(hit.page, hit);
  }
  return [...kept.values()].sort((a, b) => b.score - a.score || a.page - b.page);
}

/** The hits without those that only seemed to hold a needle: all of a few, of many until one does.
    Pairs of characters can stand apart in a page; its text decides. */
async function confirmed(hits, needles, words = false) {
  if (!words && needles.every((needle) => needle.length < 3)) return hits;
  const kept = [];
  let at = 0;
  for (let size = hits.length > 12 ? 4 : 12; at < hits.length && !kept.length; size *= 2) {
    const batch = hits.slice(at, at + size);
    const places = await Promise.all(batch.map(async (hit) => locate(await text(hit.page), needles, words)));
    kept.push(...batch.filter((_, i) => places[i].holds));
    at += batch.length;
  }
  return [...kept, ...hits.slice(at)];
}

async function anyOf(needles) {
  const found = await Promise.all(needles.map(phrasePages));
  const hits = await Promise.all(found.map((part) => ranked(part)));
  return best(hits.flat());
}

/** Every way to say a folded text with the editors' other names in it, without itself. Names of
    two characters (人行) stand inside other words (个人行为); `short` says whether to use them. */
export async function synonyms(folded, short = true) {
  const { terms } = await language();
  const said = new Set([folded]);
  for (const term of terms) {
    const names = [term.term, ...term.aliases].map(fold);
    const name = names.filter((n) => folded.includes(n)).sort((a, b) => b.length - a.length)[0];
    if (!name || (name !== folded && name.length < 2)) continue;
    for (const other of names) if (short || other.length > 2) said.add(folded.replace(name, other));
  }
  return [...said].filter((text) => text !== folded);
}

/** The page that the editors have set for a query, or null. */
async function appointed(folded) {
  const { terms } = await language();
  const term = terms.find((t) => t.page && [t.term, ...t.aliases].some((name) => fold(name) === folded));
  const rows = await pages();
  return term ? (rows.find((row) => row.url === term.page.replace(/#.*/, "")) ?? null) : null;
}

/** The words of a query: as typed with spaces, else as the browser segments it. */
export function wordsOf(query) {
  const typed = query.split(/[\s，,、；;]+/u).filter((part) => fold(part));
  const words = typed.length > 1 ? typed : segments(query);
  return [...new Set(words.map(fold))].filter((word) => word && !STOP.has(word) && !STOP_WORDS.has(word));
}

function segments(query) {
  if (typeof Intl.Segmenter === "undefined") return pairsOf(fold(query));
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  return [...segmenter.segment(query)].filter((part) => part.isWordLike).map((part) => part.segment);
}

async function wordPages(word) {
  const said = [...numeralVariants(word), ...(await synonyms(word, false))];
  const found = new Map();
  for (const part of await Promise.all(said.map(phrasePages))) {
    for (const [page, hit] of part) {
      const before = found.get(page);
      if (!before || before.often < hit.often) found.set(page, hit);
    }
  }
  return { word, said, found };
}

function weightOf(found, count) {
  return Math.log(1 + count / (0.5 + found.size));
}

async function allWords(parts) {
  const count = (await pages()).length;
  const [rarest] = [...parts].sort((a, b) => a.found.size - b.found.size);
  const common = [...rarest.found.keys()].filter((page) => parts.every((p) => p.found.has(page)));
  const scores = new Map(common.map((page) => [page, 0]));
  for (const part of parts) {
    const inside = new Map(common.map((page) => [page, part.found.get(page)]));
    for (const hit of await ranked(inside, weightOf(part.found, count))) {
      scores.set(hit.page, scores.get(hit.page) + hit.score);
    }
  }
  return best([...scores].map(([page, total]) => ({ page, score: total })));
}

/** Pages that hold at least half of the query, by the weight of its pairs of characters. */
async function someWords(folded, parts) {
  const count = (await pages()).length;
  const pairs = await Promise.all(pairsOf(folded).map(holders));
  const all = [...pairs.map((p) => ({ found: p.often, titles: p.titles })),
    ...parts.map((p) => ({ found: p.found, titles: new Set() }))];
  const scores = new Map();
  let total = 0;
  for (const { found, titles } of all) {
    const weight = weightOf(found, count);
    total += weight;
    for (const page of found.keys()) {
      scores.set(page, (scores.get(page) ?? 0) + weight * (titles.has(page) ? 1.5 : 1));
    }
  }
  const enough = [...scores].filter(([, value]) => value >= total / 2);
  return best(enough.map(([page, value]) => ({ page, score: value }))).slice(0, 30);
}

/** Pagefind's own ranking of the query's words, as page numbers; empty where it cannot load. */
async function pagefindOrder(words) {
  try {
    const engine = await import("./pagefind.js");
    return await engine.order(words.join(" "), await manifest());
  } catch {
    return [];
  }
}

function inOrder(hits, order) {
  const place = new Map(order.map((page, i) => [page, i]));
  const known = (hit) => place.get(hit.page) ?? Infinity;
  return [...hits].sort((a, b) => known(a) - known(b) || b.score - a.score);
}

async function wordGroups(query, folded, seen, first) {
  const words = wordsOf(query);
  if (!words.length) return [];
  const parts = await Promise.all(words.map(wordPages));
  const needles = parts.flatMap((part) => part.said);
  const all = words.length > 1 ? await allWords(parts) : [];
  const affordable = !first || (await pages()).length <= RANKED_AT_ONCE;
  const order = all.length === 1 || !affordable ? [] : await pagefindOrder(words);
  const known = new Set([...seen, ...all.map((hit) => hit.page)]);
  const some = all.length ? [] : inOrder(await someWords(folded, parts), order);
  const groups = [
    { name: "all", label: "含全部字词", needles, hits: inOrder(all, order).filter((hit) => !seen.has(hit.page)) },
    { name: "some", label: "含部分字词", needles, hits: some.filter((hit) => !known.has(hit.page)) },
  ];
  return groups.filter((group) => group.hits.length);
}

async function nearGroups(folded) {
  if (/^[a-z]{2,}$/.test(folded)) {
    const { pinyinGroups } = await import("./pinyin.js");
    return pinyinGroups(folded, anyOf);
  }
  if ([...folded].length < 3) return [];
  const { titleGroup } = await import("./nearest.js");
  return titleGroup(folded);
}

/** Finds a query. `more` loads the looser groups, which the caller asks for when it wants them. */
export async function find(query) {
  // Most queries fold alike without the table of characters: their shards need not wait for it.
  for (const pair of fold(query) ? pairsOf(fold(query)) : []) holders(pair).catch(() => {});
  await language();
  const folded = fold(query);
  if (!folded) return { folded, tools: [], groups: [], more: async () => [] };
  const exact = numeralVariants(folded);
  const others = await synonyms(folded);
  const [hits, alike, page] = await Promise.all([
    anyOf(exact).then((all) => confirmed(all, exact)),
    anyOf(others).then((all) => confirmed(all, others, true)),
    appointed(folded),
  ]);
  const seen = new Set(hits.map((hit) => hit.page));
  const same = alike.filter((hit) => !seen.has(hit.page));
  const groups = [
    { name: "exact", label: "原词", needles: exact, hits, verify: true },
    { name: "same", label: "同义名称", needles: others, hits: same, verify: true, words: true },
  ];
  const tools = await setAsideTools(groups);
  groups.splice(0, groups.length, ...groups.filter((group) => group.hits.length));
  if (page) appoint(groups, page.page, hits.some((hit) => hit.page === page.page) ? exact : [...exact, ...others]);
  for (const group of groups) for (const hit of group.hits) seen.add(hit.page);
  const near = hits.length || same.length ? [] : await nearGroups(folded);
  return { folded, tools, groups: [...groups, ...near], more: (first = false) => wordGroups(query, folded, seen, first) };
}

/** Calculators that only quote a phrase make way for the texts that they quote; their pages. */
async function setAsideTools(groups) {
  const rows = await pages();
  const quotes = (hit) => rows[hit.page].kind === "测算" && !hit.title;
  if (!groups.some((group) => group.hits.some((hit) => rows[hit.page].kind !== "测算"))) return [];
  const tools = groups.flatMap((group) => group.hits.filter(quotes));
  for (const group of groups) group.hits = group.hits.filter((hit) => !quotes(hit));
  return tools.map((hit) => hit.page);
}

function appoint(groups, page, needles) {
  for (const group of groups) group.hits = group.hits.filter((hit) => hit.page !== page);
  const first = { name: "best", label: "测算", needles, hits: [{ page, score: Infinity }] };
  groups.splice(0, groups.length, first, ...groups.filter((group) => group.hits.length));
}
