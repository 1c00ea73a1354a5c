// An id of the published text in words: art-19-p2 is 第十九条第二款.
import { chineseNumber } from "./fold.js";

const nth = (number, unit) => `第${chineseNumber(Number(number))}${unit}`;

/** The place that an id names, or nothing where it names none that a reader would cite. */
export function labelOf(id) {
  const article = /^art-(\d+)((?:-bis-\d+)?)((?:-[pi]?\d+)*)/.exec(id);
  if (article) {
    const bis = /-bis-(\d+)/.exec(article[2]);
    const parts = [...article[3].matchAll(/-([pi])(\d+)/g)];
    const inner = parts.map(([, kind, number]) => nth(number, kind === "p" ? "款" : "项"));
    return nth(article[1], "条") + (bis ? `之${chineseNumber(Number(bis[1]))}` : "") + inner.join("");
  }
  const other = /^(ch|p|item)-(\d+)/.exec(id);
  if (!other) return "";
  return { ch: nth(other[2], "章"), p: `第${other[2]}段`, item: `第（${chineseNumber(Number(other[2]))}）项` }[other[1]];
}
