// Fills the result's place with an answer. Shapes come from the page's templates, data from the rule.
import { drawBars } from "./bars.js";
import { drawMargin } from "./charts.js";
import { checkWord, plainSummary, valueText, VERDICTS } from "./values.js";

const shape = (name) =>
  document.querySelector(`template[data-template="${name}"]`).content.firstElementChild.cloneNode(true);

export function slot(root, name, text) {
  const element = root.querySelector(`[data-slot="${name}"]`);
  if (!element) return;
  element.textContent = text ?? "";
  if (element.hasAttribute("hidden") && text) element.hidden = false;
}

const list = (root, name, items) =>
  root.querySelector(`[data-list="${name}"]`).replaceChildren(...items);

// The clause's own published text, which the page carries for each citation of its rules.
export function passage(section, citation) {
  const clauses = section.querySelector("template[data-clauses]").content.children;
  const found = [...clauses].find(
    ({ dataset }) => dataset.document === citation.document && dataset.label === citation.label,
  );
  return found?.cloneNode(true) ?? null;
}

function check(section, data) {
  const item = shape("check");
  item.dataset.check = data.id;
  item.dataset.verdict = data.verdict;
  slot(item, "label", data.label);
  slot(item, "word", checkWord(data));
  slot(item, "formula", data.formula || data.reason);
  slot(item, "margin_text", data.formula ? data.margin_text : "");
  slot(item.querySelector(".clause"), "label", data.citation.label);
  list(item, "clause", [passage(section, data.citation)].filter(Boolean));
  drawMargin(item.querySelector(".margin"), data);
  return item;
}

function output({ label, kind, unit }, value) {
  const item = shape("output");
  slot(item, "label", label);
  slot(item, "value", valueText(value, kind, unit));
  return item;
}

function cell(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  if (name === "th") element.scope = "col";
  return element;
}

function table(output, rows) {
  const { name, label, columns } = output;
  const figure = shape("table");
  figure.dataset.output = name;
  slot(figure, "label", label);
  figure.querySelector("[role=region]").setAttribute("aria-label", label);
  drawBars(figure, output, rows);
  const head = document.createElement("tr");
  head.append(...columns.map((column) => cell("th", column.label)));
  figure.querySelector("thead").replaceChildren(head);
  const body = rows.map((row) => {
    const line = document.createElement("tr");
    for (const column of columns) {
      const place = cell("td", valueText(row[column.name], column.kind, column.unit));
      place.dataset.kind = column.kind;
      line.append(place);
    }
    return line;
  });
  figure.querySelector("tbody").replaceChildren(...body);
  return figure;
}

const note = (text) => {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
};

export function show(section, schema, answer) {
  const root = section.querySelector("[data-result]");
  const opened = [...root.querySelectorAll(".check")]
    .filter((item) => item.querySelector("details").open)
    .map((item) => item.dataset.check);
  root.dataset.verdict = answer.verdict;
  delete root.dataset.stale;
  root.querySelector("[data-example-inputs]")?.remove();
  slot(root, "kind", "按所填数字测算");
  slot(root, "verdict", VERDICTS[answer.verdict]);
  slot(root, "summary", plainSummary(answer));
  slot(root, "version", `规则版本 ${answer.version}${readings(schema, answer)}`);
  const plain = schema.outputs.filter(({ kind }) => kind !== "rows");
  const tables = schema.outputs.filter(({ kind, name }) => kind === "rows" && answer.outputs[name]?.length);
  list(root, "outputs", plain.map((field) => output(field, answer.outputs[field.name])));
  list(root, "tables", tables.map((field) => table(field, answer.outputs[field.name])));
  list(root, "checks", answer.checks.map((data) => check(section, data)));
  list(root, "notes", answer.notes.map(note));
  for (const item of root.querySelectorAll(".check")) {
    item.querySelector("details").open = opened.includes(item.dataset.check);
  }
}

function readings(schema, answer) {
  const chosen = schema.readings.map(({ name, label, options }) => {
    const option = options.find(({ value }) => value === answer.readings[name]);
    return `；读法（${label}）：${option?.label ?? ""}`;
  });
  return chosen.join("");
}
