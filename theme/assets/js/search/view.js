// The search itself, the same in the dialog and on the page: it asks, and shows what is found.
import { ask } from "./asking.js";
import { button, filterControls, frame, suggestions } from "./controls.js";
import { element } from "./elements.js";
import { NONE, toParams } from "./filters.js";
import { forget, recent, remember } from "./recent.js";
import { item, toolsLine } from "./results.js";
import { root } from "./root.js";

const PAUSE = 120;

function emptyBox() {
  return element("div", { class: "search-groups" });
}

/** A search mounted into an element. A later turn makes every earlier answer void. */
class Search {
  constructor(host, { page = false, changed = () => {} }) {
    this.page = page;
    this.changed = changed;
    this.query = "";
    this.filters = { ...NONE };
    this.turn = 0;
    this.parts = frame(page ? "search-q" : "search-dialog-q");
    const { form, filters, status, help, groups } = this.parts;
    host.append(form, filters, status, help, groups);
    this.listen(host);
    this.idle();
    ask("warm", "").catch(() => {});
  }

  listen(host) {
    const { form, input } = this.parts;
    const later = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.run(input.value), PAUSE);
    };
    input.addEventListener("input", (event) => !event.isComposing && later());
    input.addEventListener("compositionend", later);
    form.addEventListener("submit", (event) => this.submit(event));
    host.addEventListener("click", (event) => {
      if (event.target.closest("ol[data-search-results] a")) remember(this.query);
    });
    host.addEventListener("keydown", (event) => walk(event, host, input));
  }

  submit(event) {
    event.preventDefault();
    clearTimeout(this.timer);
    const query = this.parts.input.value.trim();
    remember(query);
    if (this.page) this.run(query);
    else location.assign(new URL(`search/?${toParams(query, this.filters)}`, root));
  }

  /** Searches for a query; with `filled`, puts it into the field as well. */
  async run(query, filters = this.filters, filled = false) {
    const mine = ++this.turn;
    this.query = query.trim();
    this.filters = { ...NONE, ...filters };
    if (filled) this.parts.input.value = query;
    this.changed(this.query, this.filters);
    if (!this.query) return this.idle();
    await this.attempt(mine, () => this.answerTo(mine));
  }

  /** Says of work that fails what the reader may do; of what was overtaken, nothing. */
  async attempt(mine, work) {
    try {
      await work();
    } catch (error) {
      if (mine !== this.turn) return;
      this.parts.status.textContent = "检索数据没有取到，请检查网络后再试。";
      throw error;
    }
  }

  async answerTo(mine) {
    const found = await ask("ask", this.query);
    if (found && mine === this.turn) await this.show(found, mine);
  }

  change(name, value) {
    this.filters = { ...this.filters, [name]: value };
    this.changed(this.query, this.filters);
    const mine = ++this.turn;
    if (this.answer) this.attempt(mine, () => this.show(this.answer, mine));
    this.parts.filters.querySelector(`[name="${name}"]`)?.focus();
  }

  async show(found, mine) {
    const { turn } = found;
    const facts = await ask("arrange", { filters: this.filters, turn });
    if (!facts || mine !== this.turn) return;
    this.answer = found;
    this.drawFilters(facts);
    const box = emptyBox();
    for (const group of facts.groups) await this.drawGroup(box, { ...group, turn }, mine);
    const [after, tools] = await Promise.all([ask("facts", { filters: this.filters, turn }), ask("tools")]);
    if (!after || mine !== this.turn) return;
    this.drawFilters(after);
    this.say(after, found.note);
    box.append(toolsLine(tools) ?? "", found.loose ? this.looseButton(found) : "");
    if (after.all) this.swap(box);
    else await this.nothing();
  }

  drawFilters(facts) {
    const { filters } = this.parts;
    filters.replaceChildren(...filterControls(facts, this.filters, (name, value) => this.change(name, value)));
    filters.hidden = !facts.all;
  }

  async drawGroup(box, group, mine) {
    if (mine !== this.turn) return;
    const list = element("ol", { class: "search-results", "data-search-results": true, "data-group": group.name });
    const count = element("span", { class: "search-count" });
    const part = element("section", { class: "search-group" }, element("h2", {}, group.label, " ", count), list);
    box.append(part);
    await this.fillFrom(0, { group, list, count, part, box, mine });
    if (!list.children.length && !part.querySelector(".search-more")) part.remove();
  }

  async fillFrom(from, drawn) {
    const { group, list, count, part, box, mine } = drawn;
    const show = (hit) => {
      if (mine !== this.turn) return;
      list.append(item(hit));
      // The old answer stands until the first hit of the new one can take its place.
      this.swap(box);
    };
    const end = await ask("hits", { index: group.index, turn: group.turn, from }, show);
    if (!end || mine !== this.turn) return;
    count.textContent = `${end.sure ? "" : "约 "}${end.count} 篇`;
    if (end.next < 0) return;
    const more = button("search-more", "更多结果", () => {
      more.remove();
      this.fillFrom(end.next, drawn);
    });
    part.append(more);
  }

  swap(box) {
    if (this.parts.groups === box) return;
    this.parts.groups.replaceWith(box);
    this.parts.groups = box;
    this.parts.help.replaceChildren();
  }

  looseButton(found) {
    const loose = button("search-loose", "再找含全部或部分字词的", async () => {
      loose.disabled = true;
      const mine = this.turn;
      const more = await ask("loosen");
      if (!more || mine !== this.turn) return;
      this.answer = { ...found, loose: false };
      const { turn } = more;
      const facts = await ask("arrange", { filters: this.filters, turn });
      if (!facts || mine !== this.turn) return;
      const { groups } = this.parts;
      const before = groups.querySelectorAll("section").length;
      const fresh = facts.groups.filter((group) => group.index >= more.first);
      for (const group of fresh) await this.drawGroup(groups, { ...group, turn }, mine);
      loose.replaceWith(fresh.length ? "" : element("p", { class: "search-note" }, "没有别的结果。"));
      groups.querySelectorAll("section")[before]?.querySelector("a")?.focus();
    });
    return loose;
  }

  say({ all, shown, groups }, note = "") {
    const names = groups.map((group) => group.label).join("、");
    const left = shown < all ? `，筛选后 ${shown} 篇` : "";
    const found = all ? `找到 ${all} 篇（${names}）${left}` : "没有找到";
    this.parts.status.textContent = note && all ? `${note}。${found}` : note || found;
  }

  async nothing() {
    this.swap(emptyBox());
    const mine = this.turn;
    const names = await ask("nearest");
    if (mine !== this.turn) return;
    const advice = names.length ? "可以换个说法，或试试这些：" : "可以换个说法。";
    const near = names.length ? [suggestions(names, (name) => this.run(name, this.filters, true))] : [];
    this.parts.help.replaceChildren(
      element("p", {}, advice),
      ...near,
      element("p", {}, element("a", { href: new URL("issues/", root).href }, "翻看往期目录")),
    );
  }

  idle() {
    const { status, filters, help, input } = this.parts;
    this.answer = null;
    status.textContent = "";
    filters.hidden = true;
    this.swap(emptyBox());
    const before = recent();
    if (!before.length) return help.replaceChildren();
    const clear = button("search-forget", "清除记录", () => {
      forget();
      this.idle();
      input.focus();
    });
    const again = suggestions(before, (query) => this.run(query, this.filters, true));
    return help.replaceChildren(element("p", {}, "最近搜过"), again, clear);
  }
}

/** Arrow keys go from the field through the hits and back. */
function walk(event, host, input) {
  const links = [...host.querySelectorAll("ol[data-search-results] > li > a")];
  const at = links.indexOf(document.activeElement);
  const inside = at >= 0 || document.activeElement === input;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !inside || !links.length || event.isComposing) return;
  event.preventDefault();
  if (at + step < 0) input.focus();
  else links[Math.min(at + step, links.length - 1)].focus();
}

/** Mounts a search into an element. `changed(query, filters)` hears of every new state. */
export function mount(host, options = {}) {
  const search = new Search(host, options);
  return {
    run: (query, filters, filled) => search.run(query, filters, filled),
    focus: () => search.parts.input.focus(),
    select: () => search.parts.input.select(),
  };
}
