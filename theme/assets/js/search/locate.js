// Where in a page's text the phrase stands: the block that holds it, and an excerpt around it.
import { fold, foldWithPlaces, signBetween, signsOf } from "./fold.js";
import { labelOf } from "./labels.js";

const BEFORE = 24;
const AFTER = 56;
const joined = new WeakMap();

/** The text of all blocks as one string, folded, with each block's beginning. */
function wholeOf(text) {
  if (!joined.has(text)) {
    let raw = "";
    const starts = text.blocks.map(([, block]) => {
      const start = raw.length;
      raw += `${block} `;
      return start;
    });
    joined.set(text, { raw, starts, ...foldWithPlaces(raw) });
  }
  return joined.get(text);
}

// A longer phrase may go on in the next sentence.
const ONE_SENTENCE = 6;

/** Whether the text has the signs of the phrase at its places, and no others. */
function sharesSigns(raw, folded, places, at, plain, signs) {
  for (let i = 1; i < plain.length; i++) {
    const between = raw.slice(places[at + i - 1] + 1, places[at + i]);
    const sign = signBetween(folded[at + i - 1], between, folded[at + i]);
    if (sign === "。" && plain.length > ONE_SENTENCE) continue;
    if (sign !== (signs.get(i) ?? "")) return false;
  }
  return true;
}

function ranges(raw, folded, places, needles) {
  const found = [];
  for (const { plain, signs } of needles.map(signsOf)) {
    for (let at = folded.indexOf(plain); at >= 0 && plain; at = folded.indexOf(plain, at + 1)) {
      if (!sharesSigns(raw, folded, places, at, plain, signs)) continue;
      found.push([places[at], places[at + plain.length - 1] + 1]);
      at += plain.length - 1;
    }
  }
  return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
}

/** Ranges of the text that hold a needle, longest first where they begin together, none overlapping. */
export function rangesIn(raw, needles) {
  const { folded, places } = foldWithPlaces(raw);
  return apart(ranges(raw, folded, places, needles));
}

function apart(found) {
  const kept = [];
  for (const range of found) if (!kept.length || range[0] >= kept.at(-1)[1]) kept.push(range);
  return kept;
}

/** A text cut into plain and marked pieces. */
export function pieces(raw, marked) {
  const out = [];
  let at = 0;
  for (const [start, end] of marked) {
    if (start > at) out.push({ text: raw.slice(at, start), mark: false });
    out.push({ text: raw.slice(start, end), mark: true });
    at = end;
  }
  if (at < raw.length) out.push({ text: raw.slice(at), mark: false });
  return out;
}

function blockAt(starts, place) {
  let block = 0;
  while (block + 1 < starts.length && starts[block + 1] <= place) block++;
  return block;
}

/** The range to show: where most different needles stand together, in a clause rather than outside. */
function best(found, raw, isClause) {
  let winner = found[0];
  let most = 0;
  for (const range of found) {
    const near = found.filter(([start, end]) => start >= range[0] && end <= range[0] + AFTER);
    const different = new Set(near.map(([start, end]) => raw.slice(start, end))).size;
    const worth = different + (isClause(range[0]) ? 0.5 : 0);
    if (worth > most) [most, winner] = [worth, range];
  }
  return winner;
}

function excerptAround(raw, found, [first, last], floor, ceiling = raw.length) {
  const start = Math.max(floor, first - BEFORE);
  const end = Math.max(last, Math.min(ceiling, first + AFTER));
  const marked = found.filter(([s, e]) => s >= start && e <= end).map(([s, e]) => [s - start, e - start]);
  const cut = pieces(raw.slice(start, end).trimEnd(), marked);
  if (start > floor) cut.unshift({ text: "…", mark: false });
  if (end < ceiling - 1) cut.push({ text: "…", mark: false });
  return cut;
}

const AROUND = 16;

/** Ranges that do not cut into a word, as far as the browser knows words; two characters also stand
    together, and not on both sides of a comma. */
function alongWords(raw, found) {
  if (typeof Intl.Segmenter === "undefined") return found;
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  return found.filter(([start, end]) => {
    if ([...fold(raw.slice(start, end))].length > 2) return true;
    if (end - start > 2) return false;
    const from = Math.max(0, start - AROUND);
    const words = [...segmenter.segment(raw.slice(from, end + AROUND))];
    const edges = new Set(words.flatMap(({ index, segment }) => [from + index, from + index + segment.length]));
    return edges.has(start) && edges.has(end);
  });
}

/** Whether a needle begins in the title and ends in the text. */
function spansTitle(text, needles) {
  const [title, { folded }] = [fold(text.title), wholeOf(text)];
  return needles.map(signsOf).some(({ plain }) => {
    const most = plain.length - 1;
    return most > 0 && `${title.slice(-most)}${folded.slice(0, most)}`.includes(plain);
  });
}

function acrossOf(text) {
  return foldWithPlaces(text.title).folded + wholeOf(text).folded;
}

/** Whether a page holds one of each word's names. */
export function holdsEvery(text, words) {
  const across = acrossOf(text);
  return words.every((names) => names.some((name) => across.includes(name)));
}

/** The excerpt of one block: where needles and what looks like an answer stand together. */
function excerptOf(block, { raw, starts }, found, forms) {
  const [floor, ceiling] = [starts[block], starts[block + 1] ?? raw.length];
  const inside = found.filter(([start, end]) => start >= floor && end <= ceiling);
  const answers = forms.flatMap((form) => {
    const match = form.exec(raw.slice(floor, ceiling));
    return match ? [[floor + match.index, floor + match.index + match[0].length]] : [];
  });
  const places = [...inside, ...answers].sort((a, b) => a[0] - b[0]);
  const range = places.length ? best(places, raw, () => true) : [floor, floor];
  return excerptAround(raw, found, range, floor, ceiling);
}

/** Title and excerpt as pieces, the block's id and label; `holds` says whether a needle is there.
    With `words`, two characters must be a word. With `block`, the excerpt is of that block. */
export function locate(text, needles, words = false, { block, forms = [] } = {}) {
  const { raw, starts, folded, places } = wholeOf(text);
  const fits = words ? alongWords : (_, found) => found;
  const title = fits(text.title, rangesIn(text.title, needles));
  const found = fits(raw, apart(ranges(raw, folded, places, needles)));
  const head = { title: pieces(text.title, title) };
  if (block !== undefined) {
    const [id] = text.blocks[block];
    return { ...head, holds: true, id, label: labelOf(id), excerpt: excerptOf(block, wholeOf(text), found, forms) };
  }
  if (!found.length) {
    const holds = title.length > 0 || (!words && spansTitle(text, needles));
    return { ...head, holds, id: "", label: "", excerpt: excerptAround(raw, [], [0, 0], 0) };
  }
  const blockOf = (place) => blockAt(starts, place);
  const range = best(found, raw, (place) => /^(art|item)-/.test(text.blocks[blockOf(place)][0]));
  const id = text.blocks[blockOf(range[0])][0];
  const excerpt = excerptAround(raw, found, range, starts[blockOf(range[0])], starts[blockOf(range[1] - 1) + 1]);
  return { ...head, holds: true, id, label: labelOf(id), excerpt };
}
