// What a query finds, in groups: its exact words, other names of the same thing, a title one
// character away, all of its words, some of them. A group is {label, needles, hits}, best hit first.
import { clauseGroup, numberGroup } from "./cited.js";
import { clauseGroups } from "./clauses.js";
import { fold, foldWithSigns, numeralVariants } from "./fold.js";
import { appointed, namesLike, synonyms } from "./names.js";
import { titleGroup } from "./nearest.js";
import { anyOf, best, confirmed, expect, holding, holdsOne } from "./phrases.js";
import { pinyinGroups, read } from "./pinyin.js";
import { pages, terms, traditional } from "./store.js";
import { amountVariants, clauseOf, coreOf, questionsOf } from "./understand.js";

const HAN = /\p{Script=Han}/u;
// Shorter queries with a wrong character are compared with whole texts.
const TITLE = 5;
const LETTERS = /^[a-z]{2,}$/;

/** A query in every numeral and amount: the first as it was typed, whose numbers are still apart. */
function phrasesOf(query, folded) {
  const amounts = amountVariants(query).map((text) => ({ folded: fold(text), raw: text }));
  const numerals = numeralVariants(folded).map((text, i) => ({ folded: text, raw: i ? text : query }));
  return [...numerals, ...amounts].map((phrase) => ({ ...phrase, needle: foldWithSigns(phrase.raw) }));
}

async function nearGroups(folded) {
  if (LETTERS.test(folded)) return pinyinGroups(folded);
  return [...folded].length < TITLE ? [] : titleGroup(folded);
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
  const needles = exact.map((phrase) => phrase.needle);
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
  if (!folded) return { folded, tools: [], groups: [], note: "", more: async () => [] };
  let found = await strictGroups(query, folded);
  // The index knows simplified characters alone; their table is loaded for a query that needs it.
  if (!found.groups.length && HAN.test(folded)) {
    await traditional();
    if (fold(query) !== folded) found = await strictGroups(query, (folded = fold(query)));
  }
  const cited = await citedGroups(query, found.groups);
  // A sentence that begins with a clause's number is meant as it stands.
  if (cited.leads && found.groups.some((group) => group.name === "exact")) cited.groups = without(cited.groups, found.groups);
  const words = await spoken(query);
  const strict = cited.groups.length && !cited.leads ? without(found.groups, cited.groups) : found.groups;
  const near = strict.length || cited.groups.length || words !== query || cited.note ? [] : await nearGroups(folded);
  const groups = cited.leads ? [...strict, ...cited.groups, ...near] : [...cited.groups, ...strict, ...near];
  const seen = pagesOf(groups);
  const more = async () => (cited.groups.length || (cited.note && !cited.rest) ? [] : clauseGroups(words, seen));
  const result = { folded, tools: found.tools, groups, note: cited.note, more };
  return asksMore(query, cited) ? withLoose(result) : result;
}

function pagesOf(groups) {
  return new Set(groups.flatMap((group) => group.hits.map((hit) => hit.page)));
}

function without(groups, first) {
  const seen = pagesOf(first);
  const left = groups.map((group) => ({ ...group, hits: group.hits.filter((hit) => !seen.has(hit.page)) }));
  return left.filter((group) => group.hits.length);
}

/** What a query names by number: a clause, a document. */
async function citedGroups(query, strict) {
  const clause = clauseOf(query);
  if (clause) {
    const { group, note } = await clauseGroup(clause);
    const rest = coreOf(clause.rest).length;
    return { groups: group ? [group] : [], note, rest, leads: clause.leads && rest > 0 };
  }
  const group = strict.some(({ name }) => name === "exact") ? null : await numberGroup(query);
  return { groups: group ? [group] : [], note: "", rest: 0 };
}

/** A query whose letters are read as pinyin, where it has words beside them: keji baoxian 补助. */
async function spoken(query) {
  const parts = query.trim().split(/\s+/u);
  if (parts.length < 2) return query;
  const said = await Promise.all(
    parts.map(async (part) => (/^[a-z]{4,}$/i.test(part) ? ((await read(part.toLowerCase()))[0] ?? part) : part)),
  );
  return said.every((part, i) => part === parts[i]) ? query : said.join(" ");
}

/** Whether a phrase found by chance must not hide the answer: for a question, and for several words. */
function asksMore(query, { groups }) {
  return !groups.length && (questionsOf(query).length > 0 || query.trim().split(/[\s，,、]+/u).length > 1);
}

/** The looser groups at once; calculators that hold the chance phrase come after the texts. */
async function withLoose(result) {
  const loose = await result.more();
  const rows = await pages();
  const isTool = (group) => group.hits.every((hit) => rows[hit.page].kind === "测算");
  const texts = loose.filter((group) => !isTool(group));
  const [tools, first] = texts.length
    ? [result.groups.filter((group) => group.name !== "best" && isTool(group)), result.groups.filter((group) => group.name === "best" || !isTool(group))]
    : [[], result.groups];
  return { ...result, groups: [...first, ...loose, ...tools], more: async () => [], whole: true };
}

/** Calculators make way for the texts that they quote, and stand in a line of their own; their pages. */
async function setAsideTools(groups) {
  const rows = await pages();
  const isTool = (hit) => rows[hit.page].kind === "测算";
  if (!groups.some((group) => group.hits.some((hit) => !isTool(hit)))) return [];
  const tools = groups.flatMap((group) => group.hits.filter(isTool));
  for (const group of groups) group.hits = group.hits.filter((hit) => !isTool(hit));
  return best(tools).map((hit) => hit.page);
}

function appoint(groups, page, needles) {
  for (const group of groups) group.hits = group.hits.filter((hit) => hit.page !== page);
  groups.unshift({ name: "best", label: "测算", needles, hits: [{ page, score: Infinity }] });
}
