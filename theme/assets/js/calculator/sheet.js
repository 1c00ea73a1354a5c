// The printed sheet: what was filled in as a short table, since a form's boxes cut long answers off.
const CROWDED = [14, 26]; // conditions and rows beyond which the sheet is set closer, and closer still

const make = (name, text) => Object.assign(document.createElement(name), { textContent: text });

function words(field) {
  const control = field.querySelector("input, select");
  if (control.options) return control.selectedOptions[0]?.textContent ?? "";
  const read = field.querySelector("[data-read]")?.textContent.replace("读作 ", "");
  const unit = field.querySelector(".unit-name")?.textContent ?? "";
  return read || (control.value && `${control.value} ${unit}`.trim()) || "不清楚";
}

const label = (field) => field.querySelector("label").firstChild.textContent;

function pair(field) {
  const entry = document.createElement("div");
  entry.append(make("dt", label(field)), make("dd", words(field)));
  return entry;
}

function line(cells, name) {
  const row = document.createElement("tr");
  row.append(...cells.map((text) => make(name, text)));
  return row;
}

function table(group) {
  const rows = [...group.querySelectorAll("[data-row]")].map((row) => [...row.querySelectorAll(".field")]);
  const sheet = document.createElement("table");
  sheet.append(make("caption", group.querySelector("legend").textContent));
  if (rows.length) sheet.append(line(rows[0].map(label), "th"));
  sheet.append(...rows.map((fields) => line(fields.map(words), "td")));
  return sheet;
}

export function lay(section) {
  // While the example stands there, its own figures are printed, and not the empty form.
  const mine = !section.querySelector("[data-example-inputs]");
  const form = section.querySelector("form[data-calculator]");
  const single = [...form.querySelectorAll(".field")].filter((field) => !field.closest("[data-rows]"));
  const list = document.createElement("dl");
  list.append(...single.map(pair));
  const tables = [...form.querySelectorAll("[data-rows]")].map(table);
  section.querySelector("[data-sheet-inputs]").replaceChildren(...(mine ? [...tables, list] : []));
  const parts = section.querySelectorAll("[data-result] .check, [data-result] tbody tr").length;
  section.dataset.crowded = CROWDED.filter((limit) => parts > limit).length;
  section.dataset.sheet = "";
}
