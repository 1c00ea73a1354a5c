// Latin letters as pinyin: chuangyeban, cyb, chuangyb find 创业板 in names and titles.
import { fold } from "./fold.js";
import { namesLike } from "./names.js";
import { anyOf, confirmed, holdsOne } from "./phrases.js";
import { soundParts, sounds, terms } from "./store.js";

// The parts of titles are cut to this length; longer letters are told by their beginning.
const CUT = 6;
const LATIN = /[a-z]/;

/** The syllables of every character of some tables. */
export function readings(tables) {
  const found = new Map();
  for (const [syllable, chars] of tables.flatMap(Object.entries)) {
    for (const char of chars) found.set(char, [...(found.get(char) ?? []), syllable]);
  }
  return found;
}

/** How many characters from `start` the letters spell, and how many by their full sound; or null. */
function spell(letters, chars, start, table) {
  const step = (at, i, full) => {
    if (at === letters.length || (i === chars.length && i - start >= CUT)) return { length: i - start, full };
    const sounds = table.get(chars[i]) ?? (LATIN.test(chars[i] ?? "") ? [chars[i]] : []);
    for (const syllable of sounds) {
      const whole = letters.startsWith(syllable, at) && step(at + syllable.length, i + 1, full + 1);
      if (whole) return whole;
    }
    const initial = sounds.some((syllable) => syllable[0] === letters[at]);
    return initial ? step(at + 1, i + 1, full) : null;
  };
  return step(0, start, 0);
}

/** The parts of a name that the letters spell: part → how well. */
function spelled(letters, name, table) {
  const found = new Map();
  for (let start = 0; start < name.length; start++) {
    const match = spell(letters, name, start, table);
    if (match && match.length > 1) found.set(name.slice(start, start + match.length), match.full / match.length);
  }
  return found;
}

/** The first letters that the first two characters can have, in every way to cut the letters. */
export function beginnings(letters, syllables) {
  const cuts = [1, 2, 3, 4, 5, 6].filter((cut) => cut === 1 || syllables.has(letters.slice(0, cut)));
  const pairs = cuts.map((cut) => letters[0] + (letters[cut] ?? "")).filter((pair) => pair.length === 2);
  return [...new Set(pairs)];
}

/** Up to three Chinese readings of the letters, best first: names before titles, sounds before initials. */
export async function read(letters) {
  const [known, { names, syllables }] = await Promise.all([terms(), sounds()]);
  const score = new Map();
  const add = (part, worth) => score.set(part, (score.get(part) ?? 0) + worth);
  const ofNames = readings([names]);
  for (const name of known.flatMap((term) => [term.term, ...term.aliases]).map(fold)) {
    for (const [part, full] of spelled(letters, name, ofNames)) add(part, 3 * (1 + 4 * full + (part === name ? 2 : 0)));
  }
  const beginning = beginnings(letters, new Set(syllables.split(" ")));
  for (const { parts, often, sounds: tables } of (await Promise.all(beginning.map(soundParts))).flat()) {
    const table = readings([tables]);
    for (const part of parts) {
      const match = spell(letters, part, 0, table);
      if (match && match.length > 1) add(part.slice(0, match.length), (often[part] ?? 1) * (1 + (4 * match.full) / match.length));
    }
  }
  return [...score].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([part]) => part);
}

/** Hits of a reading, or else of its other names; a part of two characters must be a word. */
async function hitsOf(needles) {
  const words = needles.some((needle) => needle.length < 3);
  const all = await anyOf(needles);
  const hits = words ? await confirmed(all, holdsOne(needles, true)) : all;
  return hits.length ? { needles, hits, words } : null;
}

/** A group for each reading, without pages that an earlier one has. */
export async function pinyinGroups(letters) {
  const seen = new Set();
  const groups = [];
  for (const part of await read(letters)) {
    const found = (await hitsOf([part])) ?? (await hitsOf(await namesLike(part)));
    const hits = (found?.hits ?? []).filter((hit) => !seen.has(hit.page));
    for (const hit of hits) seen.add(hit.page);
    if (hits.length) groups.push({ ...found, name: "pinyin", label: `拼音：${part}`, hits, verify: true });
  }
  return groups;
}
