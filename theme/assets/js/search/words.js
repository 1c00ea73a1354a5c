// The words of a query, and the pages that hold all of them.
import { fold, numeralVariants } from "./fold.js";
import { synonyms } from "./names.js";
import { best, pairsOf, phrasePages, ranked } from "./phrases.js";
import { pages } from "./store.js";

const STOP = new Set("的了和与及或在是对为等有什么怎么怎样如何多少哪些哪个吗呢啊请问我要想可以能".split(""));
// What a segmenter leaves over of a word that it does not know stands in every page.
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

/** The words of a text as the browser cuts it. */
export function segments(query) {
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

/** Pages that seem to hold all words of a query, and the names by which each word is known. */
export async function wordHits(query) {
  const words = wordsOf(query);
  if (words.length < 2) return { hits: [], every: [] };
  const parts = await Promise.all(words.map(wordPages));
  return { hits: await allWords(parts), every: parts.map((part) => part.said) };
}
