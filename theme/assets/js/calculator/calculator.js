// One calculator on the page: follows the form, asks the shared worker, shows the answer.
import { stateOn, today } from "../reading/force.js";
import { addRow, built, entries, fill, inputs, removeRow } from "./fields.js";
import { FormMemory } from "./recall.js";
import { show, slot } from "./result.js";
import { CalculationError, runtimeOf } from "./runtime.js";
import { act } from "./share.js";
import { lay } from "./sheet.js";
import { Solving } from "./solving.js";
import { write } from "./state.js";
import { plainSummary, valueText, VERDICTS } from "./values.js";

const DELAY = 150;
const SPEAK = 900;
const PAUSE = 1500; // what is half typed is no error before that
const TROUBLES = {
  wasm: "这个浏览器不支持 WebAssembly，无法在这里测算；请换用较新的浏览器。算例与条款仍可阅读。",
  network: "测算程序没有载入，请检查网络；再改动一项会重新尝试。",
  replaced: "网站刚刚更新过，这一页还是旧的一版：请刷新本页，再测算。",
  start: "测算程序无法启动，请刷新页面；算例与条款仍可阅读。",
  timeout: "这次测算用时过长，已经中止并重新启动；请检查所填内容。",
  crash: "测算程序意外停止，已经重新启动。",
  slow: "测算还没有回答，正在重新启动；旁边的结果不是按现在所填数字算的。",
};

export class Calculator {
  #section;
  #form;
  #runtime;
  #solving;
  #blank; // the form as it was built: nothing filled in
  #memory;
  #before = null; // what stood there, and whose, before the last press that changed more than one field
  #example = ""; // the worked example as it was taken over: an answer to just that is called one
  #schema = null;
  #answer = null; // the answer with the pairs that it was asked of: all that leaves the page is of it
  #refusal = "";
  #late = null;
  #waiting = null;
  #turn = 0;
  #asked = false;
  #clock = null;
  #voice = null;
  #spoken = "";

  constructor(section) {
    this.#section = section;
    this.#form = section.querySelector("form[data-calculator]");
    this.#runtime = runtimeOf(this.#form.dataset.runtime);
    this.#solving = new Solving(section, this.#runtime);
    this.#blank = built(this.#form);
    this.#memory = new FormMemory(this.#form);
    for (const element of section.querySelectorAll("[data-needs-script]")) element.hidden = false;
    section.querySelector("[data-submit]").type = "submit";
    section.querySelector("[data-lifeless]")?.remove();
    this.#listen();
    this.#ended();
    this.#catchUp();
  }

  get rule() {
    return this.#form.dataset.calculator;
  }

  // Fill the form from a link and answer at once, with the rule version that the link names.
  open(pairs, version) {
    const current = this.#form.dataset.version;
    if (version && version !== current) this.#form.dataset.asked = version;
    else delete this.#form.dataset.asked;
    const old = version && version !== current;
    // Only a version of ours is named: a link's words are never shown as the site's own.
    const known = /^\d{4}-\d{2}-\d{2}$/.test(version ?? "") ? `（${version}）` : "";
    const note = `此链接用的不是现行规则版本${known}，现行版本是 ${current}；改动任一项仍按链接的版本测算，点“清空”或“填入算例”改用现行版本。`;
    const place = this.#section.querySelector('[data-slot="version_note"]');
    place.hidden = !old;
    place.textContent = old ? note : "";
    if (!old) this.#ended();
    fill(this.#form, pairs);
    this.#memory.start(!history.state?.own);
    this.#update(0);
  }

  #listen() {
    const form = this.#form;
    const wake = () => this.#runtime.start();
    for (const type of ["focusin", "pointerdown"]) form.addEventListener(type, wake, { once: true });
    form.addEventListener("input", (event) => {
      if (event.isComposing) return; // pinyin on its way to a sign is no input yet
      this.#typed(event.target);
    });
    form.addEventListener("compositionend", ({ target }) => this.#typed(target));
    form.addEventListener("focusout", () => this.#tellNow());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#update(0, true);
    });
    form.addEventListener("click", ({ target }) => this.#press(target));
    this.#section.addEventListener("click", ({ target }) => this.#share(target.closest("[data-share]")));
    this.#solving.field?.addEventListener("change", () => {
      this.#solving.chosen = true;
      this.#update(0);
    });
    addEventListener("beforeprint", () => lay(this.#section)); // a stale result is printed as stale
    this.#section.querySelector("[data-errors]").addEventListener("click", (event) => this.#toField(event));
    for (const type of ["start", "progress", "ready", "trouble"]) {
      this.#runtime.addEventListener(type, ({ detail }) => this.#loading(type, detail));
    }
  }

  // What the device was told to keep stands in an empty form, and says so.
  recall() {
    const pairs = this.#isBlank ? this.#memory.recall() : [];
    if (!pairs.length) return;
    fill(this.#form, pairs);
    this.#update(0);
  }

  #typed(target) {
    if (!target.name) return;
    this.#memory.note(target.name);
    const read = document.getElementById(`${this.rule}-${target.name}-read`);
    if (read) read.textContent = "";
    this.#forget();
    this.#solving.follow(target.name);
    this.#update(DELAY);
  }

  // A document that has ended, or has been changed, says so before anything is asked.
  #ended() {
    const { expires, document: title } = this.#form.dataset;
    const { issued = "", effective = "", events = [] } = this.#lives?.[title] ?? {};
    const [state, words] = stateOn({ issued, effective, expires, events }, today());
    const past = { 已失效: `的有效期到 ${expires}，已经失效`, "现行有效（已修改）": "已经修改" }[words] ?? words;
    const told = past === "已经修改" ? "改动涉及这里的条款时，结果会说明" : "下面的算例是此前的";
    if (past === words && state !== "over" && state !== "maybe") return;
    slot(this.#section, "version_note", `《${title}》${past}；${told}。`);
  }

  // What later documents did to those of the rule: as the site knew it when it was built.
  get #lives() {
    const { lives } = this.#form.dataset;
    return lives ? JSON.parse(lives) : undefined;
  }

  // The form can be used before its script is there, and a browser may restore what was typed.
  #catchUp() {
    if (this.#form.contains(document.activeElement)) this.#runtime.start();
    if (!this.#isBlank) this.#update(0);
  }

  #press(target) {
    if (target.closest("[data-glance]")) this.#toResult();
    if (target.closest("[data-add-row]")) {
      addRow(target.closest("[data-rows]")).querySelector("input, select").focus();
      this.#update(DELAY);
    } else if (target.closest("[data-remove-row]")) {
      const group = target.closest("[data-rows]");
      this.#remember();
      removeRow(target.closest("[data-row]"));
      this.#memory.note(`${group.dataset.rows}[0].`);
      group.querySelector("[data-add-row]").focus();
      this.#update(DELAY);
    } else if (target.closest("[data-clear]")) {
      this.#refill(this.#blank);
      this.#form.querySelector("[data-field] :is(input, select, button)").focus();
    } else if (target.closest("[data-fill-example]")) {
      this.#refill(JSON.parse(this.#form.dataset.example));
      this.#example = String(entries(this.#form));
      this.#memory.start(true);
    } else if (target.closest("[data-undo]")) this.#undo();
  }

  get #isBlank() {
    return String(entries(this.#form)) === String(this.#blank);
  }

  // The whole form at once, by the rule version of today; one press takes it back.
  #refill(pairs) {
    this.#remember();
    delete this.#form.dataset.asked;
    slot(this.#section, "version_note", "");
    this.#ended();
    fill(this.#form, pairs);
    this.#memory.start();
    this.#update(0);
  }

  #remember() {
    this.#before = this.#isBlank ? null : { pairs: entries(this.#form), foreign: this.#memory.foreign };
    this.#form.querySelector("[data-undo]").hidden = !this.#before;
  }

  #forget() {
    this.#before = null;
    this.#form.querySelector("[data-undo]").hidden = true;
  }

  #undo() {
    fill(this.#form, this.#before.pairs);
    this.#memory.start(this.#before.foreign);
    this.#forget();
    this.#form.querySelector("[data-submit]").focus();
    this.#update(0);
  }

  #update(delay, submitted = false) {
    const turn = ++this.#turn;
    this.#asked = true;
    this.#solving.drop();
    this.#outdate(`正在按新填的内容测算，下面还是${this.#shown}`);
    clearTimeout(this.#clock);
    clearTimeout(this.#late);
    this.#waiting = null;
    this.#clock = setTimeout(() => this.#calculate(turn, submitted), delay);
  }

  get #shown() {
    return this.#section.querySelector("[data-example-inputs]") ? "算例" : "上一次的结果";
  }

  // What stands in the result is not of what stands in the form, and says so; nothing old is spoken.
  #outdate(words) {
    this.#section.querySelector("[data-result]").dataset.stale = "";
    slot(this.#section, "kind", words);
    clearTimeout(this.#voice);
    const live = this.#section.querySelector("[data-live]");
    if (live.textContent) live.textContent = "";
  }

  // Only the latest question may change the page: an answer that comes late is dropped.
  async #calculate(turn, submitted) {
    const asked = inputs(this.#form);
    const pairs = entries(this.#form);
    const limit = Number(this.#form.dataset.timeout) || undefined;
    try {
      this.#schema ??= await this.#runtime.ask({ op: "schema", rule: this.rule });
      const answer = await this.#runtime.ask({ op: "run", rule: this.rule, inputs: asked, lives: this.#lives }, limit);
      if (turn === this.#turn) this.#show(asked, Object.freeze({ ...answer, pairs }), submitted);
    } catch (error) {
      if (turn === this.#turn) this.#refuse(error, submitted);
    }
  }

  #show(asked, answer, submitted) {
    this.#answer = answer;
    this.#refusal = "";
    this.#errors([]);
    this.#trouble("");
    show(this.#section, this.#schema, answer);
    if (String(answer.pairs) === this.#example) slot(this.#section, "kind", "算例：按填入的数字测算");
    this.#read(answer);
    this.#say(`${VERDICTS[answer.verdict]}。${plainSummary(answer)}`);
    this.#glance(`${VERDICTS[answer.verdict]}：${plainSummary(answer)}`);
    if (this.#section.hasAttribute("data-keeps-address")) history.replaceState({ ...history.state, own: !this.#memory.foreign }, "", this.#hash());
    if (submitted) this.#section.querySelector("[data-result]").focus({ preventScroll: innerWidth > 1000 });
    this.#solving.show({ rule: this.rule, inputs: asked, lives: this.#lives }, answer);
  }

  #refuse(error, submitted) {
    this.#refusal = error instanceof CalculationError ? "所填内容有误，请先更正" : "测算程序没有回答，请稍后再试";
    this.#outdate(`下面仍是${this.#shown}，不是按现在所填内容算的`);
    if (!(error instanceof CalculationError)) return;
    const { errors } = error;
    const typing = errors.every(({ field }) => document.activeElement?.id === `${this.rule}-${field}`);
    this.#late = null;
    clearTimeout(this.#voice);
    if (submitted || !typing) this.#errors(errors, submitted);
    else this.#late = setTimeout(() => this.#tellNow(), PAUSE);
    this.#waiting = submitted || !typing ? null : errors;
  }

  // The message about a field comes when it is left, or after a pause.
  #tellNow() {
    clearTimeout(this.#late);
    if (this.#waiting) this.#errors(this.#waiting);
    this.#waiting = null;
  }

  #errors(errors, focus = false) {
    const summary = this.#section.querySelector("[data-errors]");
    for (const place of this.#form.querySelectorAll(".field-error")) place.hidden = true;
    for (const control of this.#form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
    const items = errors.map(({ field, message }) => {
      this.#mark(field, message);
      const link = Object.assign(document.createElement("a"), { textContent: message });
      link.href = `#${this.rule}-${field}`;
      const item = document.createElement("li");
      item.append(link);
      return item;
    });
    summary.querySelector("ul").replaceChildren(...items);
    summary.hidden = !errors.length;
    if (errors.length && focus) summary.focus();
    if (errors.length) this.#glance(`请先更正：${errors[0].message}`);
    if (errors.length) this.#say(`有 ${errors.length} 处需要更正：${errors[0].message}`);
  }

  #mark(field, message) {
    const place = document.getElementById(`${this.rule}-${field}-error`);
    if (!place) return;
    place.textContent = message;
    place.hidden = false;
    const read = document.getElementById(`${this.rule}-${field}-read`);
    if (read) read.textContent = "";
    document.getElementById(`${this.rule}-${field}`)?.setAttribute("aria-invalid", "true");
  }

  // The address carries the form's state, so a link to a field moves the focus and not the address.
  #toField(event) {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    target?.scrollIntoView({ block: "center" });
    target?.focus();
  }

  // Each amount as it was understood, beside the field where it was typed.
  #read({ inputs: values }) {
    for (const field of this.#schema.fields) {
      if (field.kind === "rows") {
        for (const [index, row] of (values[field.name] ?? []).entries()) {
          for (const inner of field.fields) this.#readOne(`${field.name}[${index}].${inner.name}`, inner, row[inner.name]);
        }
      } else this.#readOne(field.name, field, values[field.name]);
    }
  }

  #readOne(name, { kind, unit }, value) {
    const place = document.getElementById(`${this.rule}-${name}-read`);
    if (!place || !["money", "percent", "integer"].includes(kind)) return;
    place.textContent = value === null || value === undefined ? "" : `读作 ${valueText(value, kind, unit)}`;
  }

  // On a phone the result is below the form: what it says stands above the field that is typed in.
  #glance(text) {
    slot(this.#section, "glance", text);
  }

  #toResult() {
    const result = this.#section.querySelector("[data-result]");
    result.scrollIntoView();
    result.focus({ preventScroll: true });
  }

  #hash() {
    return write(this.rule, this.#answer.version, this.#answer.pairs);
  }

  // The answer of what stands in the form, asked for at once where it is not there yet.
  async #settled() {
    if (!this.#current) await this.#calculate(++this.#turn, false);
    return this.#current ? this.#answer : null;
  }

  get #current() {
    const stale = this.#section.querySelector("[data-result]").hasAttribute("data-stale");
    return this.#answer && !stale && String(this.#answer.pairs) === String(entries(this.#form));
  }

  async #share(button) {
    if (!button) return;
    const status = this.#section.querySelector("[data-share-status]");
    if (!this.#answer && this.#isBlank) {
      status.textContent = "还没有填写：先填一项，或点“填入算例”";
      return;
    }
    status.textContent = this.#current ? "" : "正在测算，算好就给出";
    const answer = await this.#settled();
    if (!answer) {
      status.textContent = `没有给出：${this.#refusal || "所填内容已经改动，请再按一次"}`;
      return;
    }
    const page = new URL(this.#form.dataset.page, document.baseURI);
    const embed = new URL(this.#form.dataset.embedPage, document.baseURI);
    const state = { section: this.#section, schema: this.#schema, answer };
    status.textContent = await act(button.dataset.share, {
      ...state,
      address: page.href + this.#hash(),
      frame: embed.href + this.#hash(),
    });
  }

  // A screen reader hears a verdict once, after typing has come to rest.
  #say(text) {
    clearTimeout(this.#voice);
    const turn = this.#turn;
    this.#voice = setTimeout(() => {
      if (turn !== this.#turn || text === this.#spoken) return;
      this.#spoken = text;
      this.#section.querySelector("[data-live]").textContent = text;
    }, SPEAK);
  }

  #loading(type, detail) {
    const box = this.#form.querySelector("[data-loading]");
    box.hidden = type === "ready" || type === "trouble";
    if (type === "progress") {
      const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
      box.querySelector("progress").value = (100 * detail.loaded) / detail.total;
      const words =
        detail.loaded < detail.total
          ? `正在载入测算程序：${megabytes(detail.loaded)}／${megabytes(detail.total)} MB`
          : "正在启动测算程序";
      box.querySelector("[data-loading-text]").textContent = words;
      if (this.#asked) this.#glance(words);
    }
    if (type === "trouble") this.#trouble(TROUBLES[detail.code] ?? TROUBLES.start);
    if (type === "trouble" && this.#asked && !this.#current) this.#outdate(`下面仍是${this.#shown}，不是按现在所填内容算的`);
  }

  #trouble(text) {
    const box = this.#form.querySelector("[data-trouble]");
    box.textContent = text;
    box.hidden = !text;
    if (text) this.#glance(text);
  }
}
