// The inverse question: within which interval of one field does everything pass, drawn over that field.
import { isoDate } from "./axes.js";
import { domain, drawWhatIf } from "./charts.js";
import { number } from "./values.js";

const typed = (x, kind) => {
  if (kind === "date") return isoDate(x);
  return kind === "percent" ? `${x.toFixed(2)}%` : x.toFixed(0);
};

export class Solving {
  #section;
  #runtime;
  #turn = 0;
  chosen = false;

  constructor(section, runtime) {
    this.#section = section;
    this.#runtime = runtime;
  }

  get field() {
    return this.#section.querySelector("[data-solve-field]");
  }

  // Ask about the field that is being typed in, until the reader picks one.
  follow(name) {
    const options = [...(this.field?.options ?? [])];
    if (!this.chosen && options.some(({ value }) => value === name)) this.field.value = name;
  }

  async show(asked, answer) {
    const turn = ++this.#turn;
    if (!this.field) return;
    const { value: name, selectedOptions } = this.field;
    const { kind, unit } = selectedOptions[0].dataset;
    const field = { name, kind, unit, label: selectedOptions[0].textContent };
    const solved = await this.#ask({ op: "solve", field: name, ...asked });
    if (turn !== this.#turn) return;
    this.#section.querySelector('[data-slot="solve_summary"]').textContent = solved.summary ?? solved.refusal;
    const figure = this.#section.querySelector("[data-what-if]");
    const now = number(answer.inputs[name]);
    const sides = [solved.binding?.lower, solved.binding?.upper].filter(Boolean);
    const check = (sides.find(({ label }) => label !== field.label) ?? sides[0])?.check;
    figure.hidden = !check || now === null;
    if (figure.hidden) return;
    const xs = domain(now, (solved.interval ?? []).map(number), kind);
    // One by one, so that what is typed meanwhile waits behind one point and not the whole curve.
    const samples = [];
    for (const x of xs) {
      samples.push(await this.#sample(asked, field, x, check));
      if (turn !== this.#turn) return;
    }
    const current = answer.checks.find(({ id }) => id === check);
    drawWhatIf(figure, field, solved, xs, samples, now, current);
  }

  // The form has changed: what is still being asked about it is of no use.
  drop() {
    this.#turn += 1;
  }

  async #ask(request) {
    try {
      return await this.#runtime.ask(request);
    } catch (error) {
      return { refusal: error.message };
    }
  }

  async #sample(asked, { name, kind }, x, check) {
    const inputs = { ...asked.inputs, [name]: typed(x, kind) };
    const answer = await this.#ask({ op: "run", ...asked, inputs });
    return answer.checks?.find(({ id }) => id === check) ?? null;
  }
}
