// Latin letters as pinyin: chuangyeban, cyb, chuangyb find 创业板 in names and titles.
import { fold } from "./fold.js";
import { language, titles } from "./store.js";

function readings(sounds) {
  const table = new Map();
  for (const [syllable, chars] of sounds.flatMap(Object.entries)) {
    for (const char of chars) table.set(char, [...(table.get(char) ?? []), syllable]);
  }
  return table;
}

/** How many characters from `start` the letters spell, and how many by their full sound; or null. */
function spell(letters, chars, start, table) {
  const step = (at, i, full) => {
    if (at === letters.length) return { length: i - start, full };
    for (const syllable of table.get(chars[i]) ?? []) {
      const whole = letters.startsWith(syllable, at) && step(at + syllable.length, i + 1, full + 1);
      if (whole) return whole;
    }
    const initial = (table.get(chars[i]) ?? []).some((syllable) => syllable[0] === letters[at]);
    return initial ? step(at + 1, i + 1, full) : null;
  };
  return step(0, start, 0);
}

/** The parts of a text that the letters spell: part → how well. */
function spelled(letters, text, table) {
  const found = new Map();
  for (let start = 0; start < text.length; start++) {
    const match = spell(letters, text, start, table);
    if (match && match.length > 1) found.set(text.slice(start, start + match.length), match.full / match.length);
  }
  return found;
}

/** Up to three Chinese readings of the letters, best first: names before titles, sounds before initials. */
export async function read(letters) {
  const [{ terms }, known] = await Promise.all([language(), titles()]);
  const table = readings(known.sounds);
  const score = new Map();
  const add = (text, worth) => {
    for (const [part, full] of spelled(letters, text, table)) {
      const whole = part === text ? 2 : 0;
      score.set(part, (score.get(part) ?? 0) + worth * (1 + 4 * full + whole));
    }
  };
  for (const term of terms) for (const name of [term.term, ...term.aliases]) add(fold(name), 3);
  for (const title of known.titles) add(fold(title), 1);
  return [...score].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([part]) => part);
}

/** A group for each reading, without pages that an earlier one has. */
export async function pinyinGroups(letters, anyOf) {
  const seen = new Set();
  const groups = [];
  for (const part of await read(letters)) {
    const hits = (await anyOf([part])).filter((hit) => !seen.has(hit.page));
    for (const hit of hits) seen.add(hit.page);
    if (hits.length) groups.push({ name: "pinyin", label: `拼音：${part}`, needles: [part], hits, verify: true });
  }
  return groups;
}
