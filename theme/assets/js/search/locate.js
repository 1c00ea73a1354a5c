// Where in a page's text the phrase stands: the block that holds it, and an excerpt around it.
import { foldWithPlaces } from "./fold.js";
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

function ranges(folded, places, needles) {
  const found = [];
  for (const needle of needles) {
    for (let at = folded.indexOf(needle); at >= 0 && needle; at = folded.indexOf(needle, at + needle.length)) {
      found.push([places[at], places[at + needle.length - 1] + 1]);
    }
  }
  return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
}

/** Ranges of the text that hold a needle, longest first where they begin together, none overlapping. */
export function rangesIn(raw, needles) {
  const { folded, places } = foldWithPlaces(raw);
  return apart(ranges(folded, places, needles));
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

/** The window of the text with the most different needles, by its first range. */
function densest(found, raw) {
  let winner = found[0];
  let most = 0;
  for (const range of found) {
    const near = found.filter(([start, end]) => start >= range[0] && end <= range[0] + AFTER);
    const different = new Set(near.map(([start, end]) => raw.slice(start, end))).size;
    if (different > most) [most, winner] = [different, range];
  }
  return winner;
}

function excerptAround(raw, found, [first, last], floor) {
  const start = Math.max(floor, first - BEFORE);
  const end = Math.min(raw.length, Math.max(last, first + AFTER));
  const marked = found.filter(([s, e]) => s >= start && e <= end).map(([s, e]) => [s - start, e - start]);
  const cut = pieces(raw.slice(start, end).trimEnd(), marked);
  if (start > floor) cut.unshift({ text: "…", mark: false });
  if (end < raw.length - 1) cut.push({ text: "…", mark: false });
  return cut;
}

/** Title and excerpt as pieces, the block's id and label; `holds` says whether a needle is there. */
export function locate(text, needles) {
  const { raw, starts, folded, places } = wholeOf(text);
  const title = rangesIn(text.title, needles);
  const found = apart(ranges(folded, places, needles));
  const head = { title: pieces(text.title, title) };
  if (!found.length) {
    const across = foldWithPlaces(text.title).folded + folded;
    const holds = title.length > 0 || needles.some((needle) => across.includes(needle));
    return { ...head, holds, id: "", label: "", excerpt: excerptAround(raw, [], [0, 0], 0) };
  }
  const range = densest(found, raw);
  const block = blockAt(starts, range[0]);
  const id = text.blocks[block][0];
  const floor = starts[block];
  return { ...head, holds: true, id, label: labelOf(id), excerpt: excerptAround(raw, found, range, floor) };
}
