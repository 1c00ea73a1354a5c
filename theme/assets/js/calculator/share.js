// A result taken along: link, text with citations, print, JSON, CSV, a frame for another page.
import { toClipboard } from "../reading/clipboard.js";
import { passage } from "./result.js";
import { lay } from "./sheet.js";
import { checkWord, valueText, VERDICTS } from "./values.js";

const today = () => new Date().toLocaleDateString("sv");

export function asText(section, answer, address) {
  const lines = [`${section.dataset.title}：${VERDICTS[answer.verdict]}`, answer.summary, ""];
  for (const check of answer.checks) {
    const { document: title, label } = check.citation;
    lines.push(`· ${check.label}：${checkWord(check)}。${check.formula || check.reason}（《${title}》${label}）`);
    const text = passage(section, check.citation)?.querySelector("blockquote").textContent.trim();
    if (text && !lines.includes(`  原文：${text}`)) lines.push(`  原文：${text}`);
  }
  lines.push("", ...answer.notes, `规则版本 ${answer.version}；${today()} 测算；${address}`);
  return lines.join("\n");
}

const quoted = (value) => {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?[\d.]+$/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
};

export function asCsv(schema, answer, address) {
  const head = ["项目", "结果", "数值", "比较", "界限", "余量", "文件", "条款"];
  const rows = answer.checks.map((check) => [
    check.label, checkWord(check), check.value_text, check.operator, check.bound_text,
    check.margin_text, check.citation.document, check.citation.label,
  ]);
  const single = schema.outputs.filter(({ kind }) => kind !== "rows");
  const outputs = single.map((o) => [o.label, valueText(answer.outputs[o.name], o.kind, o.unit)]);
  const tables = schema.outputs
    .filter(({ kind, name }) => kind === "rows" && answer.outputs[name])
    .flatMap((o) => [
      [o.label, ...o.columns.map(({ label }) => label)],
      ...answer.outputs[o.name].map((row) => ["", ...o.columns.map((c) => row[c.name])]),
    ]);
  const tail = [["规则版本", answer.version], ["网址", address]];
  const all = [head, ...rows, [], ...outputs, ...tables, [], ...tail];
  return `\ufeff${all.map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}

export function frame(section, address) {
  const safe = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<iframe src="${safe(address)}" title="${safe(section.dataset.title)}" width="100%" height="900" loading="lazy"></iframe>`;
}

function download(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function copy(text, name) {
  return (await toClipboard(text)) ? `${name}已复制` : "浏览器不允许复制，请手动复制地址栏";
}

function print(section, address) {
  const note = section.querySelector('[data-slot="print_note"]');
  note.textContent = `${today()} 测算；${decodeURI(address)}`;
  lay(section);
  section.dataset.printing = "";
  document.documentElement.dataset.printing = section.id;
  const done = () => {
    delete section.dataset.printing;
    delete document.documentElement.dataset.printing;
  };
  addEventListener("afterprint", done, { once: true });
  globalThis.print();
}

export async function act(kind, { section, schema, answer, address, frame: page }) {
  if (kind === "link") return copy(address, "链接");
  if (kind === "text") return copy(asText(section, answer, address), "结果");
  if (kind === "embed") return copy(frame(section, page), "嵌入代码");
  if (kind === "print") print(section, address);
  if (kind === "json") download(`${answer.rule}.json`, "application/json", JSON.stringify({ address, ...answer, pairs: undefined }, null, 2));
  if (kind === "csv") download(`${answer.rule}.csv`, "text/csv;charset=utf-8", asCsv(schema, answer, address));
  return "";
}
