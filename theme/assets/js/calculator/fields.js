// A form's controls as inputs of a rule, and back. A control of a row is named `policies[0].premium`.
const PLACE = /^(\w+)\[(\d+)\]\.(\w+)$/;

const controls = (form) => [...form.elements].filter((control) => control.name);

// A link with more rows than a hand would fill opens with these; a table is for more.
export const MOST = 60;

export function entries(form) {
  return controls(form).map(({ name, value }) => [name, value.trim()]);
}

const written = (control) =>
  control.options ? [...control.options].find((option) => option.defaultSelected)?.value ?? "" : control.defaultValue;

// The worked example as the page was built with it, whatever stands in the form by now.
export function built(form) {
  return controls(form).map((control) => [control.name, (written(control) ?? "").trim()]);
}

export function inputs(form) {
  const found = {};
  for (const group of form.querySelectorAll("[data-rows]")) found[group.dataset.rows] = [];
  for (const [name, value] of entries(form)) {
    const place = PLACE.exec(name);
    if (place) {
      const [, rows, index, key] = place;
      (found[rows][index] ??= {})[key] = value || null;
    } else if (name.startsWith("readings.")) {
      (found.readings ??= {})[name.slice("readings.".length)] = value;
    } else {
      found[name] = value || null;
    }
  }
  // A rule that gets no date asks about today, by the reader's clock and not by the worker's.
  if ("as_of" in found) found.as_of ??= new Date().toLocaleDateString("sv");
  if (form.dataset.asked) found.version = form.dataset.asked;
  return found;
}

const rowsOf = (group) => [...group.querySelectorAll("[data-row]")];

export function addRow(group) {
  const row = group.querySelector("[data-row-template]").content.firstElementChild.cloneNode(true);
  for (const element of row.querySelectorAll("[hidden][data-needs-script]")) element.hidden = false;
  group.querySelector("[data-row-list]").append(row);
  number(group);
  return row;
}

export function removeRow(row) {
  const group = row.closest("[data-rows]");
  row.remove();
  number(group);
}

// Names and ids carry the row's place, so that an error of the rule names its control.
function number(group) {
  const { rows } = group.dataset;
  for (const [index, row] of rowsOf(group).entries()) {
    row.querySelector("[data-row-number]").textContent = index + 1;
    for (const element of row.querySelectorAll("*")) {
      for (const { name, value } of [...element.attributes]) {
        if (!value.includes(`${rows}[`)) continue;
        element.setAttribute(name, value.replaceAll(/\[(\d+|#)\]\./g, `[${index}].`));
      }
    }
  }
}

// Set the whole form from pairs; what is not named becomes blank.
export function fill(form, pairs) {
  const values = new Map(pairs);
  for (const group of form.querySelectorAll("[data-rows]")) {
    const places = [...values.keys()].map((name) => PLACE.exec(name));
    const mine = places.filter((place) => place?.[1] === group.dataset.rows);
    const length = Math.min(MOST, mine.reduce((most, place) => Math.max(most, Number(place[2]) + 1), 0));
    for (const row of rowsOf(group).slice(length)) row.remove();
    while (rowsOf(group).length < length) addRow(group);
  }
  for (const control of controls(form)) {
    const value = values.get(control.name) ?? "";
    if (control.name.startsWith("readings.") && !value) control.selectedIndex = 0;
    else control.value = value;
  }
}
