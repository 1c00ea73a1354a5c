// What a query finds, in groups: its exact words, other names of the same thing, a title one
// character away, all of its words, some of them. A group is {label, needles, hits}, best hit first.
import { fold, numeralVariants } from "./fold.js";
import { appointed, namesLike, synonyms } from "./names.js";
import { titleGroup } from "./nearest.js";
import { anyOf, best, confirmed, expect, holding, holdsOne } from "./phrases.js";
import { pinyinGroups, read } from "./pinyin.js";
import { pages, terms, traditional } from "./store.js";
import { wordGroups } from "./words.js";

const HAN = /\p{Script=Han}/u;
const LETTERS = /^[a-z]{2,}$/;

/** A query in every numeral: the first as it was typed, whose numbers are still apart. */
function phrasesOf(query, folded) {
  return numeralVariants(folded).map((text, i) => ({ folded: text, raw: i ? text : query }));
}

async function nearGroups(folded) {
  if (LETTERS.test(folded)) return pinyinGroups(folded);
  return [...folded].length < 3 ? [] : titleGroup(folded);
}

function exactGroups(needles, { hits, inside }) {
  const groups = [{ name: "exact", label: "原词", needles, hits, verify: true }];
  if (hits.length) groups.push({ name: "part", label: "含在更长的数字里", needles, hits: inside, verify: true });
  else groups[0].hits = inside;
  return groups;
}

/** 人行 stands in 个人行为, too, which is found, but after the bank under all of its names. */
function apartFromWords(groups, needles, others) {
  const [exact, same] = [groups[0], groups.at(-1)];
  const except = [...needles, ...others];
  groups.push({ name: "inside", label: "含在别的词里", needles, hits: [...exact.hits], verify: true, except });
  exact.words = true;
  same.except = needles;
}

async function strictGroups(query, folded) {
  const exact = phrasesOf(query, folded);
  const needles = exact.map((phrase) => phrase.folded);
  const others = await synonyms(folded);
  const [held, alike, page] = await Promise.all([
    holding(exact),
    anyOf(others).then((all) => confirmed(all, holdsOne(others, true))),
    appointed(folded),
  ]);
  const groups = exactGroups(needles, held);
  const seen = new Set(groups.flatMap((group) => group.hits.map((hit) => hit.page)));
  const same = { name: "same", label: "同义名称", needles: others, hits: alike, verify: true, words: true };
  groups.push(same);
  if (folded.length < 3 && (await namesLike(folded)).length) apartFromWords(groups, needles, others);
  else same.hits = alike.filter((hit) => !seen.has(hit.page));
  const tools = await setAsideTools(groups);
  if (page) appoint(groups, page.page, held.hits.some((hit) => hit.page === page.page) ? needles : [...needles, ...others]);
  return { tools, groups: groups.filter((group) => group.hits.length) };
}

/** Starts to load what a query will be looked up by. */
export function prepare(query) {
  const folded = fold(query);
  if (folded) for (const phrase of phrasesOf(query, folded)) expect(phrase);
  if (LETTERS.test(folded)) read(folded).catch(() => {});
}

/** Finds a query. `more` finds the looser groups, which the caller asks for when it wants them. */
export async function find(query) {
  prepare(query);
  await terms();
  let folded = fold(query);
  if (!folded) return { folded, tools: [], groups: [], more: async () => [] };
  let found = await strictGroups(query, folded);
  // The index knows simplified characters alone; their table is loaded for a query that needs it.
  if (!found.groups.length && HAN.test(folded)) {
    await traditional();
    if (fold(query) !== folded) found = await strictGroups(query, (folded = fold(query)));
  }
  const groups = found.groups.length ? found.groups : await nearGroups(folded);
  const seen = new Set(groups.flatMap((group) => group.hits.map((hit) => hit.page)));
  return { folded, tools: found.tools, groups, more: () => wordGroups(query, folded, seen) };
}

/** Calculators that only quote a phrase make way for the texts that they quote; their pages. */
async function setAsideTools(groups) {
  const rows = await pages();
  const quotes = (hit) => rows[hit.page].kind === "测算" && !hit.title;
  if (!groups.some((group) => group.hits.some((hit) => rows[hit.page].kind !== "测算"))) return [];
  const tools = groups.flatMap((group) => group.hits.filter(quotes));
  for (const group of groups) group.hits = group.hits.filter((hit) => !quotes(hit));
  return best(tools).map((hit) => hit.page);
}

function appoint(groups, page, needles) {
  for (const group of groups) group.hits = group.hits.filter((hit) => hit.page !== page);
  groups.unshift({ name: "best", label: "测算", needles, hits: [{ page, score: Infinity }] });
}
