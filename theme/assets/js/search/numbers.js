// Numbers as the index names them. The twin of scripts/bulletin/site/search_numbers.py.
import { fold } from "./fold.js";

const NUMBER = /(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)*/g;
const WHOLE = "=";
const END = "~";

function unitAfter(plain, end) {
  const letter = [...fold(/^\s*(\S?)/u.exec(plain.slice(end))[1])][0] ?? "";
  return /\p{Nd}/u.test(letter) ? "" : letter;
}

/** The numbers of a text, each with the letter after it. */
export function numbersOf(text) {
  const plain = text.normalize("NFKC");
  return [...plain.matchAll(NUMBER)].map((found) => ({
    number: found[0].replaceAll(",", ""),
    unit: unitAfter(plain, found.index + found[0].length),
    first: !fold(plain.slice(0, found.index)),
  }));
}

/** The name under which pages are found that hold a number whole; null for a lone digit. */
export function wholeName({ number, unit }) {
  return unit || number.length > 1 ? WHOLE + number + unit : null;
}

/** The name under which pages are found where a number is the end of a longer one; null where only
    the pairs of its digits tell. */
export function endName({ number, unit }) {
  return unit && number.length > 1 ? END + number + unit : null;
}

/** The key of a name. */
export function numberKey(name) {
  let mixed = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) mixed = Math.imul(mixed ^ name.charCodeAt(i), 0x01000193);
  return (0xe0000000 | (mixed & 0x07ffffff)) >>> 0;
}
