// The looser answers: pages that hold all words of a query, or some of them.
import { fold, numeralVariants } from "./fold.js";
import { holdsEvery } from "./locate.js";
import { synonyms } from "./names.js";
import { allPairs, best, confirmed, pairsOf, phrasePages, ranked } from "./phrases.js";
import { holders, pages } from "./store.js";

const STOP = new Set("的了和与及或在是对为等有什么怎么怎样如何多少哪些哪个吗呢啊请问我要想可以能".split(""));
// What a segmenter leaves over of a word that it does not know stands in every page.
const NUMBER = /^[\d.]+%?$/;
const LONE = /^\p{Script=Han}$/u;
const STOP_WORDS = new Set(["什么", "怎么", "怎样", "如何", "多少", "哪些", "哪个", "请问", "可以", "是否"]);

/** The words of a query: as typed with spaces, else as the browser segments it. */
export function wordsOf(query) {
  const typed = query.split(/[\s，,、；;]+/u).filter((part) => fold(part));
  const words = (typed.length > 1 ? typed : segments(query)).map(fold).filter(isTelling);
  return [...new Set(typed.length > 1 ? words : words.filter((word) => !LONE.test(word)))];
}

function isTelling(word) {
  return word && !STOP.has(word) && !STOP_WORDS.has(word);
}

function segments(query) {
  if (typeof Intl.Segmenter === "undefined") return pairsOf(fold(query));
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  return [...segmenter.segment(query)].filter((part) => part.isWordLike).map((part) => part.segment);
}

function isNumber(words) {
  return words.length > 0 && words.every((word) => NUMBER.test(word));
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

async function allWords(parts, every) {
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
  const hits = best([...scores].map(([page, total]) => ({ page, score: total })));
  return confirmed(hits, (page) => holdsEvery(page, every));
}

/** Pages that hold at least half of the query, by the weight of its pairs of characters that stand
    anywhere, and two in five of all, two at least. */
async function someWords(folded, parts) {
  const count = (await pages()).length;
  const pairs = await Promise.all(allPairs(folded).slice(0, 16).map(holders));
  // What stands nowhere, as where a character is wrong, tells nothing of the others.
  const all = [...pairs.map((p) => ({ found: p.often, titles: p.titles })),
    ...parts.map((p) => ({ found: p.found, titles: new Set() }))].filter(({ found }) => found.size);
  const scores = new Map();
  let total = 0;
  for (const { found, titles } of all) {
    const weight = weightOf(found, count);
    total += weight;
    for (const page of found.keys()) {
      scores.set(page, (scores.get(page) ?? 0) + weight * (titles.has(page) ? 1.5 : 1));
    }
  }
  const held = (page) => pairs.filter(({ often }) => often.has(page)).length;
  const least = Math.max(2, 0.4 * pairs.length);
  const enough = [...scores].filter(([page, value]) => value >= total / 2 && held(page) >= least);
  return best(enough.map(([page, value]) => ({ page, score: value }))).slice(0, 30);
}

/** The looser groups of a query, without pages already seen. */
export async function wordGroups(query, folded, seen) {
  const words = wordsOf(query);
  if (!words.length && folded.length < 4) return [];
  const parts = await Promise.all(words.map(wordPages));
  const every = parts.map((part) => part.said);
  const needles = words.length ? every.flat() : allPairs(folded);
  const all = words.length > 1 ? await allWords(parts, every) : [];
  const known = new Set([...seen, ...all.map((hit) => hit.page)]);
  const rows = await pages();
  const text = all.some((hit) => rows[hit.page].kind !== "测算");
  const some = text || isNumber(words) ? [] : await someWords(folded, parts);
  const groups = [
    { name: "all", label: "含全部字词", needles, every, hits: all.filter((hit) => !seen.has(hit.page)) },
    { name: "some", label: "含部分字词", needles, hits: some.filter((hit) => !known.has(hit.page)) },
  ];
  return groups.filter((group) => group.hits.length);
}
