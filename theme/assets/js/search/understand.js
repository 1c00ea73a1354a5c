// What a query means before anything is looked up: the clause, the amount, the document number that
// it names, its words, and what kind of answer a question asks for.
import { arabicNumber, fold } from "./fold.js";

const NUMERAL = "[零〇一二三四五六七八九十百两]{1,7}|\\d{1,3}";
const nth = (name, unit) => `第\\s*[（(]?\\s*(?<${name}>${NUMERAL})\\s*[)）]?\\s*${unit}`;
const CLAUSE = new RegExp(
  `${nth("article", "条")}(?:\\s*之\\s*(?<bis>${NUMERAL}))?(?:\\s*${nth("paragraph", "款")})?(?:\\s*${nth("item", "项")})?`,
);
const CHAPTER = new RegExp(nth("chapter", "章"));
const ITEM = new RegExp(`${nth("item", "项")}|[（(]\\s*(?<mark>${NUMERAL})\\s*[)）]`);
const AROUND = /的?(?:具体)?(?:规定|内容|怎么说|说了什么|讲什么|写了什么|是什么|全文|原文)$/;

function numberOf(text) {
  if (text === undefined) return null;
  return /^\d+$/.test(text) ? Number(text) : arabicNumber(text.replaceAll("〇", "零").replaceAll("两", "二"));
}

/** The clause that a query names, and the rest of it, which names the document; or null. */
export function clauseOf(query) {
  const plain = query.normalize("NFKC");
  const found = CLAUSE.exec(plain) ?? CHAPTER.exec(plain) ?? ITEM.exec(plain);
  if (!found) return null;
  const { article, bis, paragraph, item, mark, chapter } = found.groups;
  const numbers = { article, bis, paragraph, item: item ?? mark, chapter };
  const clause = Object.fromEntries(Object.entries(numbers).map(([name, text]) => [name, numberOf(text)]));
  if (Object.values(clause).some(Number.isNaN)) return null;
  const before = plain.slice(0, found.index).replace(/的\s*$/, "");
  const after = plain.slice(found.index + found[0].length).replace(AROUND, "");
  return { ...clause, said: fold(found[0]), leads: !before.trim(), rest: `${before} ${after}`.replace(/[《》]/g, " ").trim() };
}

/** Ids of a clause, the narrowest first: of 第七条第二项 its item, then the article itself. */
export function fits({ article, bis, paragraph, item, chapter }, id) {
  if (article === null) return chapter === null ? id === `item-${item}` : id === `ch-${chapter}`;
  const head = `art-${article}${bis === null ? "" : `-bis-${bis}`}`;
  if (id !== head && !id.startsWith(`${head}-`)) return false;
  const rest = id.slice(head.length);
  if (bis === null && rest.startsWith("-bis-")) return false;
  const part = (letter, number) => number === null || new RegExp(`-${letter}${number}(?!\\d)`).test(rest);
  return part("p", paragraph) && part("i", item);
}

const DIGITS = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const SCALES = { 十: 10, 百: 100, 千: 1000 };
const LARGE = { 万: 1e4, 亿: 1e8 };
const AMOUNT = /(?:\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千])[\d.零〇一二两三四五六七八九十百千万亿]*[万亿千百十](?=元|块|$|[^\d\p{Script=Han}]|的|以)/gu;
const SHARE = /百分之([零〇一二两三四五六七八九十百点\d.]+)/g;

/** The number that numerals write, of either kind or mixed: 五十万, 5千万, 1亿2000万; NaN for others. */
export function amountOf(text) {
  let [total, part, digit] = [0, 0, null];
  for (const [piece] of text.matchAll(/\d+(?:\.\d+)?|./gu)) {
    if (/^\d/.test(piece)) digit = Number(piece);
    else if (piece in DIGITS) digit = DIGITS[piece];
    else if (piece in SCALES) [part, digit] = [part + (digit ?? 1) * SCALES[piece], null];
    else if (piece in LARGE) [total, part, digit] = [total + (part + (digit ?? 0)) * LARGE[piece], 0, null];
    else return NaN;
  }
  return total + part + (digit ?? 0);
}

function trimmed(number) {
  return String(Number(number.toFixed(6)));
}

function writings(yuan) {
  const found = [yuan >= 1e8 && `${trimmed(yuan / 1e8)}亿`, yuan >= 1e4 && `${trimmed(yuan / 1e4)}万`, trimmed(yuan)];
  return found.filter((text) => text && text.replace(/\D/g, "").length <= 10);
}

/** A query with its amounts and shares in the other ways to write them, without the query itself. */
export function amountVariants(query) {
  const plain = query.normalize("NFKC");
  const shares = plain.replace(SHARE, (all, text) => {
    const number = /^[\d.]+$/.test(text) ? Number(text) : amountOf(text.replace(/点.*/, ""));
    return Number.isNaN(number) ? all : `${trimmed(number)}%`;
  });
  const said = new Set([shares]);
  for (const [text] of shares.matchAll(AMOUNT)) {
    const yuan = amountOf(text);
    if (yuan >= 1000) for (const way of writings(yuan)) said.add(shares.replace(text, way));
  }
  said.delete(plain);
  return [...said];
}

const DOCUMENT = /^([\p{Script=Han}]{2,10}?)\s*[[(〔［【]?\s*((?:19|20)\d\d)?\s*(?:年)?[\])〕］】]?\s*第?\s*(\d{1,5})\s*号$/u;

/** A document's number, perhaps with parts missing: the letters of its issuer, year, number; or null. */
export function documentNumber(query) {
  const found = DOCUMENT.exec(query.normalize("NFKC").trim());
  return found && { issuer: fold(found[1]), year: found[2] ?? "", number: found[3] };
}

const AMOUNTS = /\d[\d.,]*\s*(?:%|‰|万|亿|元|倍)|百分之/u;
const DAYS = /\d+\s*月\s*\d+\s*日|\d{4}\s*年|有效期|起施行/u;
const TERMS = /\d+\s*(?:年|个月|月|日|天|个工作日)|[一二三四五六七八九十]+(?:年|个月|日|个工作日)/u;
const LISTS = /下列|包括|[（(][一二][)）]|分别为|以下|分为/u;
const MONEY = /\d[\d.,]*\s*(?:万|亿)?\s*元/u;
const NEEDS = /应当|具备|符合|条件|不得/u;

/** Questions: how they are asked, what words an answer has, what it looks like. */
const QUESTIONS = [
  { asked: /失效|过期|到期|作废|有效多久|管到|管几年/, words: ["有效期"], form: /有效期|废止|失效/u, worth: 1.6 },
  { asked: /什么时候|何时|哪天|几号|几月|哪一天|截止/, words: [], form: DAYS },
  { asked: /多久|几年|多长时间|几天|期限|几个月/, words: ["期限"], form: TERMS },
  { asked: /最多|最高|上限|封顶|顶格/, words: ["不超过", "最高"], form: /不超过|最高|以内/u },
  { asked: /最多|多少钱|几万|[补奖投给贴赔]多少/, words: [], form: MONEY },
  { asked: /一年|每年|年度/, words: [], form: /每年|年度/u },
  { asked: /最少|最低|至少|下限|门槛/, words: ["不低于", "不少于"], form: /不低于|不少于|以上/u },
  { asked: /多少|几万|多大|几成|比例|几个点|多高/, words: [], form: AMOUNTS },
  { asked: /能不能|可不可以|能否|够不够|条件|资格|要求|什么样|谁能|谁可以/, words: ["条件"], form: NEEDS },
  { asked: /哪些|哪几|什么/, words: [], form: LISTS },
  { asked: /怎么|如何|流程|步骤|去哪/, words: ["申请"], form: /申请|申报|提交|程序/u },
];

/** Everyday words and those of documents for the same thing. */
const SAID = [
  ["补贴", "补助", "奖补", "补"],
  ["赔", "补偿", "赔付"],
  ["坏账", "不良", "本金损失"],
  ["奖励", "奖补", "奖"],
  ["利息", "贴息", "利率"],
  ["投", "投资", "出资"],
  ["钱", "资金"],
  ["占股", "股份", "持股", "股权"],
  ["退", "退出", "返还", "退回"],
  ["占比", "比例"],
  ["报销", "补助", "补贴"],
  ["亏损", "尚未盈利", "未盈利"],
  ["大股东", "控股股东"],
  ["卖股票", "减持"],
  ["管理费", "服务费"],
  ["招人", "招用", "吸纳就业", "用工"],
  ["买保险", "投保", "参保"],
  ["材料", "申请材料"],
  ["交到", "提交", "报送", "申报"],
  ["借钱", "贷款", "融资"],
  ["还不上", "不良", "逾期"],
  ["开公司", "注册", "设立", "创办"],
  ["工资", "薪酬"],
  ["社保", "社会保险"],
  ["房租", "租金"],
  ["取消", "撤销", "终止"],
  ["罚", "处罚", "追究"],
  ["老板", "法定代表人", "负责人"],
  ["认定", "认证", "评定"],
  ["小公司", "小微企业", "中小企业"],
  ["优惠", "支持", "贴息", "减免"],
];
const EVERYDAY = new RegExp(`(${SAID.flat().filter((name) => name.length > 1).sort((a, b) => b.length - a.length).join("|")})`, "u");

/** A text cut at the everyday words that have others in documents, longest first. */
export function everyday(text) {
  return text.split(EVERYDAY).filter(Boolean);
}

/** Other ways in which documents say a word. */
export function sayings(word) {
  return (SAID.find((names) => names.includes(word)) ?? []).filter((name) => name !== word && name.length > 1);
}

const ASKING =
  /什么时候|多长时间|是什么|什么样|怎么样|可不可以|有没有|能不能|够不够|是不是|多少钱|哪一天|多少|什么|怎么|怎样|如何|哪些|哪个|哪几|哪家|哪天|请问|可以|能否|是否|几年|几天|几号|几月|几个|何时|多久|最多|最高|最少|最低|至少|谁能|一年|要求|失效|过期|到期|[吗呢啊吧的了和与及或在是对为等有要想我能可]/gu;

/** What is left of a query without the words that only ask. */
export function coreOf(query) {
  const pieces = query.split(/[\s，,、；;。？?！!：:“”"《》]+/u).flatMap((part) => part.split(ASKING));
  return pieces.map(fold).filter(Boolean);
}

/** Kinds of answers that a query asks for. */
export function questionsOf(query) {
  return QUESTIONS.filter(({ asked }) => asked.test(query));
}
