// Answers to queries that name what they want: a clause by its number, a document by its own.
import { fold, numeralVariants } from "./fold.js";
import { wholeName } from "./numbers.js";
import { allPairs, phrasePages, ranked } from "./phrases.js";
import { holders, numberHolders, pages, text } from "./store.js";
import { coreOf, documentNumber, fits } from "./understand.js";

const MOST_READ = 12;
const CLAUSE_ID = /^(?:art|item|ch)-/;
// Of several documents the others are meant as well where the query names them nearly as much.
const ALIKE = 0.75;

function best(scores, rows) {
  const texts = [...scores].filter(([page]) => ["资讯", "政策"].includes(rows[page].kind));
  return texts.sort((a, b) => b[1] - a[1] || rows[b[0]].date - rows[a[0]].date).slice(0, MOST_READ);
}

/** Pages that a name may mean, with how much of it their titles hold, or at least their texts. */
async function named(name, rows) {
  const scores = new Map();
  for (const pair of coreOf(name).flatMap(allPairs)) {
    const { often, titles } = await holders(pair);
    const rare = Math.log(1 + rows.length / (0.5 + often.size));
    for (const page of often.keys()) {
      scores.set(page, (scores.get(page) ?? 0) + rare * (titles.has(page) ? 3 : 1));
    }
  }
  return best(scores, rows);
}

async function anywhere(clause, rows) {
  // The item's text says （二）, and its article's 第七条.
  const said = /^.+?[条章]/u.exec(clause.said)?.[0] ?? clause.said;
  const found = await Promise.all(numeralVariants(said).map(async (way) => ranked(await phrasePages(way))));
  return best(new Map(found.flat().map((hit) => [hit.page, hit.score])), rows);
}

/** The group of the clauses that a reference names, and the words for one that is in no document. */
export async function clauseGroup(clause) {
  const rows = await pages();
  const found = await (coreOf(clause.rest).length ? named(clause.rest, rows) : anywhere(clause, rows));
  const texts = await Promise.all(found.map(([page]) => text(page)));
  const ruled = found.map(([page, score], i) => ({ page, score, blocks: texts[i].blocks }));
  const documents = ruled.filter(({ blocks }) => blocks.some(([id]) => CLAUSE_ID.test(id)));
  const least = clause.rest ? (documents[0]?.score ?? 0) * ALIKE : -Infinity;
  const hits = documents
    .filter(({ score }) => score >= least)
    .map(({ page, score, blocks }) => ({ page, score, block: blocks.findIndex(([id]) => fits(clause, id)) }))
    .filter(({ block }) => block >= 0);
  const label = numeralVariants(clause.said).find((way) => !/\d/.test(way)) ?? clause.said;
  const needles = numeralVariants(clause.said);
  if (hits.length) return { group: { name: "clause", label, needles, hits }, note: "" };
  return { group: null, note: `没有找到${label}` };
}

/** A group of the documents with such a number, whatever parts of it the query leaves out. */
export async function numberGroup(query) {
  const asked = documentNumber(query);
  if (!asked) return null;
  const issuer = allPairs(asked.issuer);
  const number = wholeName({ number: asked.number, unit: "号" });
  const found = await Promise.all([...issuer.map(holders), numberHolders(number)]);
  const common = [...found[0].often.keys()].filter((page) => found.every(({ often }) => often.has(page)));
  const form = new RegExp(`${asked.issuer}[\\p{Script=Han}]{0,4}${asked.year || "(?:19|20)?\\d{0,2}"}${asked.number}号`, "u");
  const needles = new Set();
  const hits = [];
  for (const page of common.slice(0, MOST_READ)) {
    const { title, blocks } = await text(page);
    const said = form.exec(fold([title, ...blocks.map(([, raw]) => raw)].join(" ")))?.[0];
    if (!said) continue;
    needles.add(said);
    hits.push({ page, score: 1, title: false });
  }
  return hits.length ? { name: "number", label: "文号", needles: [...needles], hits, verify: true } : null;
}
