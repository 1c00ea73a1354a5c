// A calculator's form and what the device keeps of it: fields by the facts that they ask, rows by their places.
import { entries } from "./fields.js";
import { kept, Keeping } from "./memory.js";

export class FormMemory {
  #form;
  #rule;
  #keeping;
  #mine = new Set(); // names of what the reader has typed, or had kept
  foreign = false; // figures stand there that the reader did not give: the example's, a link's

  constructor(form) {
    this.#form = form;
    this.#rule = form.dataset.calculator;
    this.#keeping = new Keeping(form, () => this.#answers(this.#mine));
  }

  /** The whole form was filled anew, or emptied. */
  start(foreign = false) {
    this.#mine.clear();
    this.foreign = foreign;
  }

  /** What is kept for this form, as its fields' names and values. */
  recall() {
    const pairs = this.#keeping.recall((key) => this.#placeOf(key));
    this.#mine = new Set(pairs.map(([name]) => name));
    return pairs;
  }

  /** The reader has changed this field; of rows all are kept anew, since one that went moves the others up. */
  note(name) {
    const group = this.#groupOf(name);
    if (group && this.foreign) return;
    const names = entries(this.#form).map(([own]) => own);
    const changed = new Set(group ? names.filter((own) => this.#groupOf(own) === group) : [name]);
    for (const own of changed) this.#mine.add(own);
    this.#keeping.note([...this.#gone(group), ...this.#answers(changed)]);
  }

  #gone(group) {
    const place = group && `${this.#rule}.${group.dataset.rows}[`;
    return place ? [...(kept() ?? new Map()).keys()].filter((key) => key.startsWith(place)).map((key) => [key, ""]) : [];
  }

  #placeOf(key) {
    const own = this.#form.querySelector(`[data-fact="${CSS.escape(key)}"]`);
    if (own) return { name: own.name, label: own.labels[0].firstChild.textContent };
    const name = key.startsWith(`${this.#rule}.`) ? key.slice(this.#rule.length + 1) : "";
    const group = this.#groupOf(name);
    return group ? { name, label: group.querySelector("legend").textContent } : {};
  }

  #groupOf(name) {
    const rows = /^(\w+)\[\d+\]\.\w*$/.exec(name)?.[1];
    return rows ? this.#form.querySelector(`[data-rows="${rows}"]`) : null;
  }

  #answers(names) {
    const keyOf = (name) => this.#form.elements.namedItem(name).dataset.fact ?? (this.#groupOf(name) && `${this.#rule}.${name}`);
    const mine = entries(this.#form).filter(([name]) => names.has(name));
    return mine.map(([name, value]) => [keyOf(name), value]).filter(([key]) => key);
  }
}
