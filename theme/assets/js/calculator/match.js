// From a company to what it can get: asks what decides most, judges all rules, says what is missing.
import { toClipboard } from "../reading/clipboard.js";
import { Keeping } from "./memory.js";
import { CalculationError, runtimeOf } from "./runtime.js";

const LISTS = ["available", "lacking", "missing", "inapplicable"];
const DELAY = 150;
const TROUBLES = {
  replaced: "网站刚刚更新过，这一页还是旧的一版：请刷新本页，再测算。",
  wasm: "这个浏览器不支持 WebAssembly，无法在这里判断；请换用较新的浏览器。",
  slow: "测算还没有回答，正在重新启动。",
  crash: "测算程序意外停止，已经重新启动；请再改动一项。",
};
const YES_OR_NO = [{ value: "true", label: "是" }, { value: "false", label: "否" }];

const made = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

class Match {
  #form;
  #box;
  #runtime;
  #keeping;
  #turn = 0;
  #clock = null;
  #pending = null; // the question that stands there
  #skipped = new Set(); // asked, and not known
  #given = []; // in the order of answering
  #current = null; // the text of the facts that the shown answer is of

  constructor(form) {
    this.#form = form;
    this.#box = document.querySelector("[data-answer]");
    this.#runtime = runtimeOf(form.dataset.runtime);
    for (const element of form.querySelectorAll("[data-needs-script]")) element.hidden = false;
    form.querySelector("[data-lifeless]")?.remove();
    this.#keeping = new Keeping(form, () => this.#given.map((id) => [id, this.#control(id).value.trim()]));
    this.#listen();
    if (!this.#open() && !this.#recall()) this.#ask(this.#first());
  }

  #listen() {
    const form = this.#form;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", ({ target, isComposing }) => {
      if (!isComposing && target.name) this.#changed(target.name);
    });
    form.addEventListener("compositionend", ({ target }) => target.name && this.#changed(target.name));
    form.querySelector("[data-clear]").addEventListener("click", () => this.#restart());
    form.querySelector("[data-print]").addEventListener("click", () => this.#print());
    form.querySelector("[data-copy]").addEventListener("click", () => this.#copy());
    addEventListener("hashchange", () => this.#open());
    for (const type of ["start", "progress", "ready", "trouble"]) {
      this.#runtime.addEventListener(type, ({ detail }) => this.#loading(type, detail));
    }
  }

  #control(id) {
    return this.#form.elements.namedItem(id);
  }

  #label(id) {
    return this.#form.querySelector(`label[for="fact-${id}"]`)?.textContent ?? id;
  }

  // The answers as facts: what was asked and is not known is blank, what was not asked is absent.
  #facts() {
    const found = { as_of: new Date().toLocaleDateString("sv") };
    for (const control of this.#form.elements) {
      const value = control.name ? control.value.trim() : "";
      if (value) found[control.name] = value;
    }
    for (const id of this.#skipped) found[id] ??= null;
    return found;
  }

  // Where and who are asked before the runtime is there.
  #first() {
    const id = ["region", "role"].find((name) => !this.#control(name).value && !this.#skipped.has(name));
    if (!id) return null;
    const options = [...this.#control(id).options].slice(1).map(({ value, text }) => ({ value, label: text }));
    return { id, label: `${this.#label(id)}？`, kind: "choice", help: "", options };
  }

  #changed(id) {
    this.#skipped.delete(id);
    this.#given = this.#given.filter((other) => other !== id);
    if (this.#control(id).value.trim()) this.#given.push(id);
    this.#keeping.note([[id, this.#control(id).value.trim()]]);
    this.#update();
  }

  #update(delay = DELAY) {
    const turn = ++this.#turn;
    this.#box.dataset.stale = "";
    this.#kind(`正在按新填的内容判断，下面还是${this.#before}`);
    this.#relevant();
    clearTimeout(this.#clock);
    this.#clock = setTimeout(() => this.#judge(turn), delay);
  }

  async #judge(turn) {
    const facts = this.#facts();
    const lives = this.#form.dataset.lives ? JSON.parse(this.#form.dataset.lives) : undefined;
    const rules = this.#form.dataset.rules.split(" ");
    try {
      const answer = await this.#runtime.ask({ op: "match", facts, lives, rules });
      if (turn === this.#turn) this.#show(answer, facts);
    } catch (error) {
      if (turn === this.#turn) this.#refuse(error);
    }
  }

  #show(answer, facts) {
    this.#current = JSON.stringify(facts);
    delete this.#box.dataset.stale;
    this.#errors([]);
    this.#trouble("");
    for (const name of LISTS) this.#list(name, answer.items.filter(({ list }) => list === name));
    this.#kind(`按 ${answer.as_of} 判断：已判定 ${answer.decided}／${answer.of} 项`);
    this.#box.querySelector("[data-notes]").replaceChildren(...answer.notes.map((note) => made("p", { textContent: note })));
    const able = answer.items.filter(({ list }) => list === "available").length;
    this.#box.querySelector("[data-live]").textContent = `已判定 ${answer.decided} 项，能享受 ${able} 项`;
    this.#ask(this.#first() ?? answer.next, answer);
    history.replaceState(history.state, "", this.#hash());
  }

  get #before() {
    return this.#current === null ? "算例" : "上一次的结果";
  }

  #list(name, items) {
    const section = this.#box.querySelector(`[data-match-list="${name}"]`);
    section.hidden = !items.length;
    section.querySelector("[data-count]").textContent = `${items.length} 项`;
    section.querySelector("[data-match-result]").replaceChildren(...items.map((item) => this.#item(item)));
  }

  #item({ id, rule, group, title, verdict, summary, amount, until, document: named, clauses, missing_labels: missing, inputs }) {
    const link = made("a", { className: "match-title", textContent: title });
    link.href = `${this.#form.dataset.calculators}${group}/${rule}/#${rule}${filled(inputs)}`;
    const figures = [amount, until].filter(Boolean);
    const large = figures.map(({ label, text }) => made("strong", { className: "match-amount", textContent: `${label} ${text}` }));
    const told = figures.some(({ label, text }) => summary === `${label} ${text}。`) ? "" : summary;
    const said = missing.length ? `还缺：${missing.join("、")}` : (verdict === "discretionary" ? "可酌情。" : "") + told;
    const shown = clauses.slice(0, 4).join("、") + (clauses.length > 4 ? "等" : "");
    const source = made("p", { className: "small", textContent: `${named}：${shown}` });
    const item = made("li", {}, link, ...large, ...(said ? [made("p", { textContent: said })] : []), source);
    Object.assign(item.dataset, { rule, question: id, verdict });
    return item;
  }

  // One question, large; 不清楚 is an answer like any other.
  #ask(question, answer) {
    const box = this.#form.querySelector("[data-ask]");
    const again = question?.id === this.#pending?.id && box.contains(document.activeElement);
    this.#pending = question;
    box.querySelector("[data-progress]").textContent = answer ? `已判定 ${answer.decided}／${answer.of} 项` : "第一个问题";
    this.#told();
    if (again) return;
    const asked = box.querySelector("[data-asked]");
    const moved = box.contains(document.activeElement);
    asked.textContent = question?.label ?? "能问的都问过了";
    box.querySelector("[data-question-help]").textContent = question?.help ?? "余下的明细在各项测算里填写。";
    box.querySelector("[data-question-error]").hidden = true;
    box.querySelector("[data-answers]").replaceChildren(...(question ? this.#answers(question) : []));
    if (moved) asked.focus({ preventScroll: true });
  }

  #answers({ id, kind, unit, options }) {
    const unknown = made("button", { type: "button", className: "plain-button", textContent: "不清楚" });
    unknown.addEventListener("click", () => this.#skip(id));
    const choices = kind === "boolean" ? YES_OR_NO : options;
    if (choices) {
      const buttons = choices.map(({ value, label }) => {
        const button = made("button", { type: "button", className: "plain-button", textContent: label });
        button.dataset.value = value;
        button.addEventListener("click", () => this.#answer(id, value));
        return button;
      });
      return [...buttons, unknown];
    }
    const input = made("input", { type: kind === "date" ? "date" : "text", autocomplete: "off", enterKeyHint: "next" });
    input.setAttribute("aria-labelledby", "match-question");
    if (kind === "integer") input.inputMode = "numeric";
    if (kind === "percent") input.inputMode = "decimal";
    const next = made("button", { type: "button", className: "main-button", textContent: "下一题" });
    const give = () => (input.value.trim() ? this.#answer(id, input.value.trim()) : input.focus());
    next.addEventListener("click", give);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      give();
    });
    const measure = made("div", { className: "measure" }, input);
    if (unit) measure.append(made("span", { className: "unit-name", textContent: unit }));
    return [measure, next, unknown];
  }

  #answer(id, value) {
    this.#control(id).value = value;
    this.#changed(id);
    const next = this.#first();
    if (next) this.#ask(next);
  }

  #skip(id) {
    this.#control(id).value = "";
    this.#skipped.add(id);
    const next = this.#first();
    if (next) this.#ask(next);
    this.#update(0);
  }

  // What was answered, each to be changed with one touch.
  #told() {
    const chips = [...this.#given, ...this.#skipped].map((id) => {
      const control = this.#control(id);
      const value = control.selectedOptions?.[0]?.text ?? control.value;
      const chip = made("button", { type: "button", textContent: `${this.#label(id)}：${control.value ? value : "不清楚"}` });
      chip.title = "改";
      chip.addEventListener("click", () => this.#change(id));
      return chip;
    });
    this.#form.querySelector("[data-given]").replaceChildren(...chips);
  }

  #change(id) {
    this.#form.querySelector("[data-facts]").open = true;
    this.#control(id).scrollIntoView({ block: "center" });
    this.#control(id).focus();
  }

  #refuse(error) {
    this.#kind(`下面仍是${this.#before}，不是按现在所填内容判断的`);
    if (error instanceof CalculationError) this.#errors(error.errors);
    this.#told();
  }

  #errors(errors) {
    for (const place of this.#form.querySelectorAll(".field-error")) place.hidden = true;
    for (const control of this.#form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
    for (const { field, message } of errors) {
      const own = field === this.#pending?.id && this.#form.querySelector("[data-question-error]");
      for (const place of [own, document.getElementById(`fact-${field}-error`)].filter(Boolean)) {
        place.textContent = message;
        place.hidden = false;
      }
      this.#control(field)?.setAttribute("aria-invalid", "true");
    }
    const elsewhere = errors.find(({ field }) => field !== this.#pending?.id);
    this.#trouble(elsewhere ? `请先更正：${elsewhere.message}` : "");
  }

  // Facts that only rules of other places ask are out of sight; what was answered stays in sight.
  #relevant() {
    const prefix = { xinjiang: ["xj"], chongqing: ["cq"], fujian: ["fj"], xiamen: ["fj"], other: [] }[this.#control("region").value];
    for (const field of this.#form.querySelectorAll("[data-facts] [data-field]")) {
      const rules = field.dataset.rules.split(" ").filter(Boolean);
      const asked = !rules.length || rules.some((rule) => rule.startsWith("chinext") || !prefix || prefix.includes(rule.slice(0, 2)));
      field.hidden = !asked && !this.#control(field.dataset.field).value;
    }
    for (const group of this.#form.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("[data-field]:not([hidden])");
    }
  }

  #restart() {
    for (const control of this.#form.elements) if (control.name) control.value = "";
    this.#skipped.clear();
    this.#given = [];
    this.#pending = null;
    this.#ask(this.#first());
    this.#update(0);
  }

  // All answers in the address: the part behind # never leaves the browser.
  #hash() {
    const pairs = [...this.#given].map((id) => [id, this.#control(id).value.trim()]);
    const blank = [...this.#skipped].map((id) => ["?", id]);
    return pairs.length || blank.length ? `#match?${new URLSearchParams([...pairs, ...blank])}` : location.pathname;
  }

  #open() {
    const [name, query] = location.hash.split("?", 2);
    if (name !== "#match" || query === undefined) return false;
    for (const control of this.#form.elements) if (control.name) control.value = "";
    this.#skipped.clear();
    this.#given = [];
    for (const [id, value] of new URLSearchParams(query)) {
      if (id === "?" && this.#control(value)) this.#skipped.add(value);
      else if (this.#control(id)) {
        this.#control(id).value = value;
        this.#given.push(id);
      }
    }
    this.#ask(this.#first());
    this.#update(0);
    return true;
  }

  // What the device was told to keep, here or with a calculator.
  #recall() {
    const place = (id) => (this.#control(id)?.labels?.length ? { name: id, label: this.#label(id) } : {});
    const pairs = this.#keeping.recall(place);
    for (const [id, value] of pairs) this.#control(id).value = value;
    this.#given = pairs.map(([id]) => id).filter((id) => this.#control(id).value);
    if (!this.#given.length) return false;
    this.#ask(this.#first());
    this.#update(0);
    return true;
  }

  get #settled() {
    return !("stale" in this.#box.dataset) && this.#current === JSON.stringify(this.#facts());
  }

  async #copy() {
    const status = this.#form.querySelector("[data-status]");
    if (!this.#settled) {
      status.textContent = "还没有按所填内容判断，请稍后再按";
      return;
    }
    const address = new URL(this.#hash(), location.href).href;
    const done = await toClipboard(address);
    status.textContent = done ? "已复制链接：所填内容在 # 之后，不会发给服务器" : address;
  }

  #print() {
    if (this.#settled) print();
    else this.#form.querySelector("[data-status]").textContent = "还没有按所填内容判断，请稍后再按";
  }

  #kind(words) {
    this.#box.querySelector("[data-judged]").textContent = words;
  }

  #loading(type, detail) {
    const box = this.#form.querySelector("[data-loading]");
    box.hidden = type === "ready" || type === "trouble";
    if (type === "progress") box.querySelector("progress").value = (100 * detail.loaded) / detail.total;
    if (type === "trouble") this.#trouble(TROUBLES[detail.code] ?? "测算程序没有载入，请检查网络；再改动一项会重新尝试。");
  }

  #trouble(text) {
    const box = this.#form.querySelector("[data-trouble]");
    box.textContent = text;
    box.hidden = !text;
  }
}

// The inputs of a rule behind its calculator's address.
function filled(inputs) {
  const pairs = [];
  for (const [name, value] of Object.entries(inputs)) {
    if (name === "readings") for (const [reading, option] of Object.entries(value)) pairs.push([`readings.${reading}`, option]);
    else if (!Array.isArray(value)) pairs.push([name, value]);
  }
  return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
}

new Match(document.querySelector("form[data-match]"));
