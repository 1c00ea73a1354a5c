// Folding: the form in which text is compared. The twin of scripts/bulletin/site/search_fold.py.
const KEPT = /[\p{L}\p{N}%‰]/u;
const DIGIT = /\p{Nd}/u;
const POINT = /[.．]/;

const simplified = new Map();
const known = new Map();

/** Learn traditional characters and the simplified ones that stand for them. */
export function learn({ traditional, simplified: plain }) {
  const to = [...plain];
  [...traditional].forEach((char, i) => {
    simplified.set(char, to[i]);
    known.delete(char);
  });
}

function foldCharacter(char) {
  let folded = known.get(char);
  if (folded === undefined) {
    folded = [...char.normalize("NFKC").toLowerCase()]
      .filter((c) => KEPT.test(c))
      .map((c) => simplified.get(c) ?? c)
      .join("");
    known.set(char, folded);
  }
  return folded;
}

function isDecimal(text, i) {
  return POINT.test(text[i]) && DIGIT.test(text[i - 1] ?? "") && DIGIT.test(text[i + 1] ?? "");
}

/** Folded text, and for each of its units the place in the text that it comes from. */
export function foldWithPlaces(text) {
  let folded = "";
  const places = [];
  let i = 0;
  for (const char of text) {
    const part = isDecimal(text, i) ? "." : foldCharacter(char);
    for (let n = 0; n < part.length; n++) places.push(i);
    folded += part;
    i += char.length;
  }
  return { folded, places };
}

/** Folded text. */
export function fold(text) {
  return foldWithPlaces(text).folded;
}

const SIGNS = { "+": "+", "-": "-", "–": "-", "—": "-", "~": "-" };
const END = /[。！？!?；]/u;

/** The sign between two characters that a phrase must share with a text: 1+6 is not 16, 15-20 not
    1520, and a sentence ends at its stop. */
export function signBetween(before, between, after) {
  const plain = between.normalize("NFKC");
  if (DIGIT.test(before) && DIGIT.test(after)) return [...plain].map((char) => SIGNS[char] ?? "").join("").slice(0, 1);
  return END.test(plain) ? "。" : "";
}

/** Folded text that keeps the signs which a phrase must share with a text. */
export function foldWithSigns(text) {
  const { folded, places } = foldWithPlaces(text);
  let kept = folded.slice(0, 1);
  for (let i = 1; i < folded.length; i++) {
    kept += signBetween(folded[i - 1], text.slice(places[i - 1] + 1, places[i]), folded[i]) + folded[i];
  }
  return kept;
}

/** A needle without its signs, and where in it they stand. */
export function signsOf(needle) {
  let plain = "";
  const signs = new Map();
  for (const char of needle) {
    if ("+-。".includes(char)) signs.set(plain.length, char);
    else plain += char;
  }
  return { plain, signs };
}

const DIGITS = "零一二三四五六七八九";
const COUNTED = "条章节款项目期届批次套号类级档";
const ARABIC = new RegExp(`第(\\d{1,3})(?=[${COUNTED}])`, "g");
const CHINESE = new RegExp(`第([${DIGITS}十百〇]{1,7})(?=[${COUNTED}])`, "g");

/** A number under a thousand in Chinese: 19 is 十九, 105 is 一百零五. */
export function chineseNumber(number) {
  const hundreds = Math.floor(number / 100);
  const tens = Math.floor(number / 10) % 10;
  const ones = number % 10;
  let text = hundreds ? `${DIGITS[hundreds]}百` : "";
  if (tens) text += (tens === 1 && !hundreds ? "" : DIGITS[tens]) + "十";
  else if (hundreds && ones) text += "零";
  return text + (ones ? DIGITS[ones] : "") || DIGITS[0];
}

/** The number that Chinese numerals under a thousand write; NaN where they write none. */
export function arabicNumber(text) {
  for (let number = 1; number < 1000; number++) {
    if (chineseNumber(number) === text) return number;
  }
  return NaN;
}

/** The folded query and the same with its ordinals in the other numerals: 第19条, 第十九条. */
export function numeralVariants(folded) {
  const chinese = folded.replace(ARABIC, (_, n) => `第${chineseNumber(Number(n))}`);
  const arabic = folded.replace(CHINESE, (all, n) => {
    const number = arabicNumber(n);
    return number ? `第${number}` : all;
  });
  return [...new Set([folded, chinese, arabic])];
}
