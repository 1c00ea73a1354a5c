// An article as the editor of a 公众号 keeps it: styles in each element, no class, no script, links as notes.
// It is written as text, since this page's own policy refuses elements with styles.
const TEXT = "margin:0 0 1em;font-size:16px;line-height:1.8;text-align:justify;";
const HEADING = "margin:1.6em 0 .8em;font-size:18px;line-height:1.5;font-weight:bold;";
const SMALL = "margin:0 0 .4em;font-size:13px;line-height:1.7;color:#888;word-break:break-all;";
const NOTE = "margin:0 0 1em;padding:.6em .8em;background:#f6f4ef;font-size:14px;line-height:1.7;";
const TABLE = "width:100%;border-collapse:collapse;font-size:14px;line-height:1.6;";
const CELL = "padding:6px 8px;border:1px solid #ccc;vertical-align:top;";
const PICTURE = "display:block;max-width:100%;height:auto;margin:0 auto;";
// How blocks are set, by the first pattern that the names of their kind hold.
const BLOCKS = [
  [/unit-(title|chapter|section|number)\b/, `${HEADING}text-align:center;`],
  [/unit-heading\b/, HEADING],
  [/unit-(signer|date)\b/, "margin:0 0 .4em;font-size:16px;line-height:1.8;text-align:right;"],
  [/unit-picture\b/, "margin:0 0 1em;text-align:center;"],
  [/unit-(text|paragraph)\b/, `${TEXT}text-indent:2em;`],
  [/./, TEXT],
];
const KEPT = new Set(["b", "strong", "em", "i", "sup", "sub", "del", "br", "ins", "tr", "tbody", "thead", "li", "ul", "ol"]);
const LEFT = ".permalink, .compute, script, template, [hidden]";

const safe = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const made = (tag, style, inside, more = "") =>
  `<${tag}${style ? ` style="${style}"` : ""}${more}>${tag === "br" || tag === "img" ? "" : `${inside}</${tag}>`}`;

class Form {
  links = [];

  /** The inside of an element, with nothing that the editor would throw away. */
  inside(node) {
    return [...node.childNodes].map((child) => this.#part(child)).join("");
  }

  #part(node) {
    if (node.nodeType === Node.TEXT_NODE) return safe(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(LEFT)) return "";
    const tag = node.tagName.toLowerCase();
    if (tag === "a") return this.#link(node);
    if (tag === "img") return made(tag, PICTURE, "", ` src="${safe(node.src)}" alt="${safe(node.alt)}"`);
    if (tag === "td" || tag === "th") return this.#cell(tag, node);
    if (node.matches(".marker")) return `${made("strong", "", this.inside(node))}　`;
    return KEPT.has(tag) ? made(tag, "", this.inside(node)) : this.inside(node);
  }

  #link(node) {
    const address = node.getAttribute("href") ?? "";
    if (!address || address.startsWith("#")) return this.inside(node);
    if (!this.links.includes(node.href)) this.links.push(node.href);
    return this.inside(node) + made("sup", "", `[${this.links.indexOf(node.href) + 1}]`);
  }

  #cell(tag, node) {
    const spans = ["colspan", "rowspan"].filter((name) => node.hasAttribute(name));
    const more = spans.map((name) => ` ${name}="${safe(node.getAttribute(name))}"`).join("");
    const right = node.matches(".figure") ? "text-align:right;white-space:nowrap;" : "";
    return made(tag, CELL + right, this.inside(node), more);
  }

  block(unit) {
    const tag = unit.tagName.toLowerCase();
    const wide = (table) => made("section", "margin:0 0 1em;overflow-x:auto;", made("table", TABLE, this.inside(table)));
    if (tag === "table") return wide(unit);
    if (tag === "ul" || tag === "ol") return made(tag, TEXT, this.inside(unit));
    if (tag === "div" || tag === "section") return [...unit.children].map((child) => this.block(child)).join("");
    return made("p", BLOCKS.find(([kind]) => kind.test(unit.className || tag))[1], this.inside(unit));
  }
}

/** HTML and plain text of an article, to be pasted elsewhere. */
export function pasted(article) {
  const form = new Form();
  const body = [...article.querySelector(".body").children].filter((unit) => !unit.matches(`a, ${LEFT}`));
  const facts = [...article.querySelectorAll(".kicker > *, .byline > span:not([data-minutes])")];
  const notes = [...article.querySelectorAll(":scope > .notice")].map((note) => note.textContent.trim());
  const head = facts.map((fact) => fact.textContent.trim()).join("　");
  const blocks = body.map((unit) => form.block(unit));
  const foot = [...form.links.map((link, index) => `[${index + 1}] ${link}`), `原文网址：${location.origin}${location.pathname}`];
  const lines = (style, texts) => texts.map((text) => made("p", style, safe(text)));
  const html = [...lines(SMALL, [head]), ...lines(NOTE, notes), ...blocks, ...lines(SMALL, foot)];
  const text = [head, ...notes, ...body.map((unit) => unit.textContent.trim()), ...foot];
  return { html: made("section", "", html.join("")), text: text.join("\n\n") };
}
