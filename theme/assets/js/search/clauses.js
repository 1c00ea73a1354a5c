// Ranks clauses: in the texts of the likeliest pages, the block where the rare words of a query
// stand together and which looks like an answer comes first.
import { fold, numeralVariants } from "./fold.js";
import { synonyms } from "./names.js";
import { differences } from "./nearest.js";
import { allPairs } from "./phrases.js";
import { readings } from "./pinyin.js";
import { alike, holders, pages, text } from "./store.js";
import { amountVariants, coreOf, everyday, questionsOf, sayings } from "./understand.js";
import { segments, wordHits } from "./words.js";

const MOST_PAIRS = 12;
const MOST_TEXTS = 12;
// What is typed between spaces is one word, unless it is a sentence.
const WORD = 8;
const LONE = 0.3;
const HAN = /\p{Script=Han}/u;
const DIGIT = /^\d/;
const LONGER = /[\d.]/;
const LEAST_COVERED = 0.4;
// Two wrong characters are so much rarer than one.
// An input method gives a character of the same sound.
const SOUNDED = 100;
const RARELY = 1000;
// Below this a character that neither sounds nor looks alike makes another word.
const LONG = 5;
const LOOK_ALIKE = "未末 已己巳 土士 干千于 日曰 人入八 折拆 拔拨 侯候 坐座 帐账 象像 即既 戊戌戍 辨辩辫 撤撒 免兔 治冶 券卷 板版 度渡 贷货 赁凭 搏博 融触 侦帧 管菅 担但 额颔 基墓 科料 投设 险验 补扑 资贫 企金 规现".split(" ");
// Pairs across two words, and those of other names, weigh less than those of the words.
const ACROSS = 0.65;
const OTHER = 0.9;
const KIND = { 测算: 0.45, 刊期: 0.3, 本站: 0.5 };

/** A run of characters that the browser knows no word of, in twos, the last of an odd run a three. */
function cutRun(run) {
  const words = [];
  for (let at = 0; at < run.length; at += words.at(-1).length) {
    words.push(run.slice(at, run.length - at === 3 ? run.length : at + 2));
  }
  return words;
}

/** Words of a text; characters that the browser leaves by themselves side by side are words, too. */
function cutWords(piece) {
  const words = [];
  let run = "";
  for (const part of [...segments(piece), ""]) {
    if ([...part].length === 1 && HAN.test(part)) {
      run += part;
      continue;
    }
    words.push(...cutRun(run), part);
    run = "";
  }
  return words.filter(Boolean);
}

/** The words of a query as {word, said}, `said` being all ways in which a text may say it. */
async function wordsOf(query) {
  const typed = query.split(/[\s，,、；;]+/u).filter((part) => fold(part)).length > 1;
  const cut = (piece) => (typed && piece.length <= WORD ? [piece] : everyday(piece).flatMap((part) => (sayings(part).length ? [part] : cutWords(part))));
  const names = [...new Set(coreOf(query).flatMap(cut).map(fold).filter(Boolean))];
  return Promise.all(
    names.map(async (word) => {
      const own = [...numeralVariants(word), ...amountVariants(word).map(fold)];
      const others = [...sayings(word), ...(await synonyms(word, false))];
      return { word, own, said: [...new Set([...own, ...others])] };
    }),
  );
}

function rarity(size, count) {
  return Math.log(1 + (count - size + 0.5) / (size + 0.5));
}

/** Parts of the query to look up, each with its weight: pairs of what is asked for, and of what
    an answer may say instead. */
function partsOf(query, words, questions) {
  const weights = new Map();
  const add = (chars, weight, share = 1) => {
    const pairs = allPairs(chars);
    const each = share ? weight : weight / pairs.length;
    for (const pair of pairs) weights.set(pair, Math.max(each, weights.get(pair) ?? 0));
  };
  const pieces = coreOf(query);
  const inner = words.filter(({ word }) => word.length > 1);
  for (const { word } of inner) add(word, 1);
  for (const piece of pieces) if (piece.length > 1 || pieces.length === 1) add(piece, inner.length ? ACROSS : 1);
  for (const { said } of words) for (const other of said.slice(1)) if (other.length > 1) add(other, OTHER, 0);
  for (const { words: more } of questions) for (const word of more) add(word, 0.6);
  return [...weights].sort((a, b) => b[1] - a[1]).slice(0, MOST_PAIRS + 6);
}

async function lookedUp(weights) {
  const count = (await pages()).length;
  return Promise.all(
    weights.map(async ([pair, weight]) => {
      const { often, titles } = await holders(pair);
      return { pair, weight, often, titles, rare: rarity(often.size, count) };
    }),
  );
}

/** The pages that are worth reading, likeliest first. */
async function candidates(parts) {
  const rows = await pages();
  const scores = new Map();
  for (const { weight, often, titles, rare } of parts) {
    for (const page of often.keys()) {
      scores.set(page, (scores.get(page) ?? 0) + weight * rare * (titles.has(page) ? 1.6 : 1));
    }
  }
  const worth = ([page, score]) => score * (KIND[rows[page].kind] ?? 1);
  return [...scores].sort((a, b) => worth(b) - worth(a) || a[0] - b[0]).slice(0, MOST_TEXTS).map(([page]) => page);
}

function timesIn(folded, chars) {
  let times = 0;
  for (let at = folded.indexOf(chars); at >= 0; at = folded.indexOf(chars, at + chars.length)) times++;
  return times;
}

/** Whether a text holds a name; a number only where it is not the end of a longer one. */
function says(folded, name) {
  if (!DIGIT.test(name)) return folded.includes(name);
  for (let at = folded.indexOf(name); at >= 0; at = folded.indexOf(name, at + 1)) {
    if (!LONGER.test(folded[at - 1] ?? "")) return true;
  }
  return false;
}

/** The worth of a block: BM25 of pairs, whole words, and the look of an answer. What the title says
    already tells blocks apart less. */
function blockScore({ folded, raw, clause }, title, { parts, words, questions }) {
  let score = 0;
  for (const { pair, weight, rare } of parts) {
    const times = timesIn(folded, pair);
    const known = title.includes(pair) ? 0.4 : 1;
    if (times) score += (known * weight * rare * times * 2.2) / (times + 0.5 + (0.7 * Math.max(30, folded.length)) / 90);
  }
  if (!score) return 0;
  const held = ({ said }) => said.some((name) => says(folded, name)) + 0.5 * said.some((name) => says(clause, name));
  const whole = words.reduce((sum, word) => sum + held(word) * (DIGIT.test(word.word) ? 3 : 1), 0);
  const looks = questions.reduce((sum, { form, worth = 0.4 }) => sum + (form.test(raw) ? worth : 0), 0);
  return score * (1 + 0.15 * whole) * (1 + looks);
}

function titleScore(title, parts) {
  const covered = parts.filter(({ pair, weight }) => weight >= ACROSS && title.includes(pair));
  return covered.reduce((sum, { rare }) => sum + rare, 0) * (0.7 + Math.min(0.5, covered.length / title.length));
}

/** The share of a query's words that a page has, by their weight. */
function coverage(missing, words) {
  const sum = (list) => list.reduce((total, { rare }) => total + rare, 0);
  return words.length ? 1 - sum(missing) / sum(words) : 1;
}

/** Gives words, and the pairs of their names, the weight of a word that is said in any of its ways. */
function weighWords(words, parts, count) {
  const byPair = new Map(parts.map((part) => [part.pair, part]));
  for (const word of words) {
    const found = word.said.map((name) => allPairs(name).map((pair) => byPair.get(pair)).filter(Boolean));
    const holding = new Set(found.flatMap((list) => (list.length ? [...rarest(list).often.keys()] : [])));
    word.rare = [...word.word].length > 1 || words.length === 1 ? rarity(holding.size, count) : LONE;
    for (const part of found.flat()) part.rare = Math.min(part.rare, word.rare);
  }
}

function rarest(parts) {
  return parts.reduce((a, b) => (b.often.size < a.often.size ? b : a));
}

function foldedBlocks(page) {
  const blocks = page.blocks.map(([id, raw]) => ({ id, raw, folded: fold(raw), of: /^(?:art-\d+(?:-bis-\d+)?|item-\d+)/.exec(id)?.[0] }));
  const clauses = new Map();
  for (const { of, folded } of blocks) if (of) clauses.set(of, (clauses.get(of) ?? "") + folded);
  return blocks.map((block) => ({ ...block, clause: clauses.get(block.of) ?? block.folded }));
}

function judged(page, row, query) {
  const title = fold(page.title);
  const blocks = foldedBlocks(page);
  const across = `${title} ${fold(Object.values(page.facts).join(" "))} ${blocks.map((block) => block.folded).join("")}`;
  let [best, most] = [0, 0];
  for (const [index, block] of blocks.entries()) {
    const score = blockScore(block, title, query) * (block.id ? 1 : 0.6);
    if (score > most) [best, most] = [index, score];
  }
  const missing = query.words.filter(({ said }) => !said.some((name) => says(across, name)));
  const held = (name) => says(across, name);
  const others = query.words.filter(({ own, said }) => !own.some(held) && said.some(held));
  return {
    page: row.page,
    block: best,
    instead: others.map(({ word, said }) => [word, said.find(held)]),
    score: (most + titleScore(title, query.parts)) * (KIND[row.kind] ?? 1),
    missing: missing.map(({ word }) => word),
    covered: coverage(missing, query.words),
  };
}

function soundsAs(piece, part, sounds) {
  const same = (a, b) => a === b || (sounds.get(a) ?? []).some((syllable) => sounds.get(b)?.includes(syllable));
  return [...piece].every((char, i) => same(char, part[i]));
}

function looksAs(piece, part) {
  return [...piece].every((char, i) => char === part[i] || LOOK_ALIKE.some((same) => same.includes(char) && same.includes(part[i])));
}

/** Whether each character that differs stands in no pair that the texts know: else it was meant so. */
function unknownWhere(piece, part, absent) {
  const pairs = [...piece].map((char, i, all) => char + (all[i + 1] ?? ""));
  const known = (i) => i >= 0 && i < piece.length - 1 && !absent.has(pairs[i]);
  return [...piece].every((char, i) => char === part[i] || !(known(i - 1) || known(i)));
}

/** What the texts write instead of a piece in which a pair of characters stands nowhere: one other
    character, more only where they sound the same. */
function meant(piece, texts, sounds, absent) {
  const tally = new Map();
  const most = piece.length >= 6 ? 2 : 1;
  for (const folded of texts) {
    for (let start = 0; start + piece.length <= folded.length; start++) {
      const part = folded.slice(start, start + piece.length);
      const wrong = differences(piece, part);
      if (!wrong || wrong > most || !unknownWhere(piece, part, absent)) continue;
      const sounded = soundsAs(piece, part, sounds);
      if (!sounded && (wrong > 1 || (piece.length < LONG && !looksAs(piece, part)))) continue;
      const worth = RARELY ** (1 - wrong) * (sounded ? SOUNDED : 1);
      tally.set(part, (tally.get(part) ?? 0) + worth);
    }
  }
  const [part] = [...tally].sort((a, b) => b[1] - a[1])[0] ?? [];
  return part;
}

/** The query with the characters that the texts have in place of wrong ones; the query itself where
    nothing is wrong. */
async function corrected(query, parts, texts) {
  const missing = parts.filter(({ often }) => !often.size).map(({ pair }) => pair);
  const absent = new Set(missing.filter((pair) => pair.length > 1));
  if (!absent.size) return query;
  const sounds = readings([await alike()]);
  let said = query;
  for (const piece of coreOf(query)) {
    if (piece.length < 3 || ![...absent].some((pair) => piece.includes(pair))) continue;
    const part = meant(piece, texts, sounds, absent);
    if (part) said = said.replace(piece, part);
  }
  return said;
}

async function understood(query) {
  const [words, questions] = [await wordsOf(query), questionsOf(query)];
  const parts = await lookedUp(partsOf(query, words, questions));
  weighWords(words, parts, (await pages()).length);
  const found = await candidates(parts);
  return { query, words, questions, parts, found, texts: await Promise.all(found.map(text)) };
}

/** Clauses that answer a query, best first, each hit with its block and the words that its page
    lacks; the query as it was meant, where a character of it was wrong. */
export async function rankedClauses(query) {
  let asked = await understood(query);
  const folded = asked.texts.map((page) => foldedBlocks(page).map((block) => block.folded).join(" "));
  const said = await corrected(query, asked.parts, folded);
  if (said !== query) asked = await understood(said);
  const rows = await pages();
  const hits = asked.found.map((page, i) => judged(asked.texts[i], rows[page], asked));
  const kept = hits.filter(({ covered, score }) => covered >= LEAST_COVERED && score > 0).sort((a, b) => b.score - a.score);
  const least = (kept[0]?.score ?? 0) * 0.35;
  const forms = asked.questions.map(({ form }) => form);
  return { said, words: asked.words, forms, hits: kept.filter(({ score }) => score >= least) };
}

/** The looser groups of a query: pages that hold all of its words, and those that lack some, each
    with its clause; without pages already seen. */
export async function clauseGroups(query, seen) {
  const { said, words, forms, hits } = await rankedClauses(query);
  const { hits: more, every } = said === query ? await wordHits(query) : { hits: [], every: [] };
  const read = new Set(hits.map((hit) => hit.page));
  const fresh = hits.filter((hit) => !seen.has(hit.page));
  const whole = fresh.filter(({ missing }) => !missing.length);
  const others = more.filter((hit) => !read.has(hit.page) && !seen.has(hit.page));
  const needles = words.flatMap((word) => word.said);
  const label = said === query ? "含全部字词" : `是不是要找：${said}`;
  const groups = [
    { name: said === query ? "all" : "meant", label, needles, every, forms, hits: [...whole, ...others] },
    { name: "some", label: "含部分字词", needles, forms, hits: fresh.filter(({ missing }) => missing.length) },
  ];
  return groups.filter((group) => group.hits.length);
}
