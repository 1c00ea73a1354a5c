// The search itself, the same in the dialog and on the page: it asks, and shows what is found.
import { button, filterControls, frame, suggestions } from "./controls.js";
import { element } from "./elements.js";
import { NONE, arrange, toParams } from "./filters.js";
import { find } from "./groups.js";
import { forget, recent, remember } from "./recent.js";
import { fill } from "./results.js";
import { afresh, bundles, language, pages, root, text } from "./store.js";

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
    Promise.all([language(), bundles()]).catch(() => {});
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
    try {
      await this.answerTo(mine);
    } catch (error) {
      afresh();
      if (mine === this.turn) this.parts.status.textContent = "检索数据没有取到，请检查网络后再试。";
      throw error;
    }
  }

  async answerTo(mine) {
    const found = await find(this.query);
    if (mine !== this.turn) return;
    const groups = found.groups.length ? found.groups : await found.more(true);
    if (mine === this.turn) await this.show({ ...found, groups, loose: groups === found.groups }, mine);
  }

  change(name, value) {
    this.filters = { ...this.filters, [name]: value };
    this.changed(this.query, this.filters);
    if (this.answer) this.show(this.answer, ++this.turn);
    this.parts.filters.querySelector(`[name="${name}"]`)?.focus();
  }

  async show(found, mine) {
    this.rows = await pages();
    if (mine !== this.turn) return;
    this.answer = found;
    this.drawFilters(found);
    const box = emptyBox();
    for (const group of found.groups) await this.drawGroup(box, group, mine);
    const tools = await toolsLine(found.tools);
    if (mine !== this.turn) return;
    this.drawFilters(found);
    this.say(found);
    if (tools) box.append(tools);
    if (found.loose) box.append(this.looseButton(found, mine));
    if (found.groups.some((group) => group.hits.length)) this.swap(box);
    else await this.nothing(found);
  }

  drawFilters(found) {
    const rows = this.rowsOf(found);
    const { filters } = this.parts;
    filters.replaceChildren(...filterControls(rows, this.filters, (name, value) => this.change(name, value)));
    filters.hidden = !rows.length;
  }

  rowsOf(found) {
    const numbers = found.groups.flatMap((group) => group.hits.map((hit) => hit.page));
    return [...new Set(numbers)].map((number) => this.rows[number]);
  }

  async drawGroup(box, group, mine) {
    const hits = arrange(group.hits, this.rows, this.filters);
    if (!hits.length || mine !== this.turn) return;
    const list = element("ol", { class: "search-results", "data-search-results": true, "data-group": group.name });
    const count = element("span", { class: "search-count" });
    const part = element("section", { class: "search-group" }, element("h2", {}, group.label, " ", count), list);
    // The old answer stands until the first hit of the new one can take its place.
    const first = new MutationObserver(() => mine === this.turn && this.swap(box));
    if (!box.isConnected) first.observe(list, { childList: true });
    box.append(part);
    await this.fillFrom(0, { group, hits, list, count, part, mine });
    first.disconnect();
    if (!list.children.length) part.remove();
  }

  async fillFrom(from, drawn) {
    const { group, hits, list, count, part, mine } = drawn;
    const drop = (gone) => (group.hits = group.hits.filter((hit) => hit.page !== gone.page));
    const next = await fill(list, group, hits, from, () => mine === this.turn, drop);
    if (mine !== this.turn) return;
    const unread = next >= 0 && group.verify && group.needles.some((needle) => needle.length > 2);
    count.textContent = `${unread ? "约 " : ""}${arrange(group.hits, this.rows, this.filters).length} 篇`;
    if (next < 0) return;
    const more = button("search-more", "更多结果", () => {
      more.remove();
      this.fillFrom(next, drawn);
    });
    part.append(more);
  }

  swap(box) {
    if (this.parts.groups === box) return;
    this.parts.groups.replaceWith(box);
    this.parts.groups = box;
    this.parts.help.replaceChildren();
  }

  looseButton(found, mine) {
    const loose = button("search-loose", "再找含全部或部分字词的", async () => {
      loose.disabled = true;
      const groups = await found.more();
      if (mine !== this.turn) return;
      this.answer = { ...found, groups: [...found.groups, ...groups], loose: false };
      const before = this.parts.groups.querySelectorAll("section").length;
      for (const group of groups) await this.drawGroup(this.parts.groups, group, mine);
      loose.replaceWith(groups.length ? "" : element("p", { class: "search-note" }, "没有别的结果。"));
      this.parts.groups.querySelectorAll("section")[before]?.querySelector("a")?.focus();
    });
    return loose;
  }

  say(found) {
    const groups = found.groups.filter((group) => group.hits.length);
    const all = this.rowsOf(found).length;
    const hits = groups.flatMap((group) => arrange(group.hits, this.rows, this.filters));
    const shown = new Set(hits.map((hit) => hit.page)).size;
    const left = shown < all ? `，筛选后 ${shown} 篇` : "";
    const names = groups.map((group) => group.label).join("、");
    this.parts.status.textContent = all ? `找到 ${all} 篇（${names}）${left}` : "没有找到";
  }

  async nothing(found) {
    const { nearestNames } = await import("./nearest.js");
    const names = await nearestNames(found.folded);
    this.swap(emptyBox());
    this.parts.help.replaceChildren(
      element("p", {}, "没有找到。可以换个说法，或试试这些："),
      suggestions(names, (name) => this.run(name, this.filters, true)),
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

/** Calculators that apply the clauses found, in one line after the texts. */
async function toolsLine(numbers) {
  const tools = await Promise.all((numbers ?? []).slice(0, 5).map(text));
  const links = tools.map((tool) => element("a", { href: new URL(tool.url, root).href }, tool.title));
  return links.length ? element("p", { class: "search-tools" }, "相关测算：", ...links) : null;
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
