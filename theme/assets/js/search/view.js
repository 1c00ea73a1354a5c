// The search itself, the same in the dialog and on the page: field, filters, groups, messages.
import { element } from "./elements.js";
import { FACETS, NONE, arrange, counts, inForce, toParams } from "./filters.js";
import { find } from "./groups.js";
import { forget, recent, remember } from "./recent.js";
import { fill } from "./results.js";
import { bundles, language, pages, root, text } from "./store.js";

const PAUSE = 120;

function frame(page) {
  const parts = {
    input: element("input", {
      type: "search", name: "q", id: page ? "search-q" : "search-dialog-q", autocomplete: "off",
      enterkeyhint: "search", "aria-describedby": page ? "search-status" : "search-dialog-status",
      placeholder: "字词、条款、文号、拼音",
    }),
    status: element("p", { class: "search-status", role: "status", id: page ? "search-status" : "search-dialog-status" }),
    filters: element("div", { class: "search-filters", hidden: true }),
    help: element("div", { class: "search-help" }),
    groups: element("div", { class: "search-groups" }),
  };
  parts.form = element(
    "form",
    { class: "search-form", role: "search", action: new URL("search/", root).href },
    element("label", { class: "search-label", for: parts.input.id }, "全文搜索"),
    parts.input,
    element("button", { type: "submit", class: "search-submit" }, "搜索"),
  );
  return parts;
}

function select(facet, values, chosen, change) {
  const options = values.map(([value, count]) =>
    element("option", { value, selected: value === chosen }, `${facet.say(value)}（${count}）`),
  );
  if (chosen && !values.some(([value]) => value === chosen)) {
    options.push(element("option", { value: chosen, selected: true }, `${facet.say(chosen)}（0）`));
  }
  const list = element("select", { name: facet.name }, element("option", { value: "" }, facet.every), ...options);
  list.addEventListener("change", () => change(facet.name, list.value));
  return element("label", { class: "search-filter" }, element("span", {}, facet.label), list);
}

function choice(name, value, label, checked, change) {
  const box = element("input", { type: "checkbox", name, checked });
  box.addEventListener("change", () => change(name, box.checked ? value : ""));
  return element("label", { class: "search-choice" }, box, label);
}

/** Mounts a search into an element. `changed(query, filters)` hears of every new state. */
export function mount(host, { page = false, changed = () => {} } = {}) {
  const parts = frame(page);
  let state = { query: "", filters: { ...NONE } };
  let turn = 0;
  let timer;
  let answer = null;
  host.append(parts.form, parts.filters, parts.status, parts.help, parts.groups);

  function warm() {
    Promise.all([language(), bundles()]).catch(() => {});
  }

  function change(name, value) {
    state.filters = { ...state.filters, [name]: value };
    changed(state.query, state.filters);
    if (answer) show(answer, ++turn);
    parts.filters.querySelector(`[name="${name}"]`)?.focus();
  }

  function drawFilters(rows) {
    const tally = counts(rows, state.filters);
    const shown = FACETS.filter(({ name }) => tally[name].length > 1 || state.filters[name]);
    const force = inForce(rows, state.filters);
    parts.filters.replaceChildren(
      ...shown.map((facet) => select(facet, tally[facet.name], state.filters[facet.name], change)),
      force || state.filters.force ? choice("force", "1", `只看现行政策（${force}）`, Boolean(state.filters.force), change) : "",
      choice("sort", "date", "新的在前", state.filters.sort === "date", change),
    );
    parts.filters.hidden = !rows.length;
  }

  async function show(found, mine) {
    const rows = await pages();
    if (mine !== turn) return;
    answer = found;
    drawFilters(rowsOf(found, rows));
    const box = element("div", { class: "search-groups" });
    for (const group of found.groups) await drawGroup(box, group, rows, mine);
    if (mine !== turn) return;
    drawFilters(rowsOf(found, rows));
    say(found, rows);
    const tools = await toolsLine(found.tools);
    if (mine !== turn) return;
    if (tools) box.append(tools);
    if (found.loose) box.append(looseButton(found, mine));
    if (!found.groups.some((group) => group.hits.length)) await nothing(found);
    else swap(box);
  }

  /** Calculators that apply the clauses found, in one line after the texts. */
  async function toolsLine(numbers) {
    const tools = await Promise.all((numbers ?? []).slice(0, 5).map(text));
    const links = tools.map((tool) => element("a", { href: new URL(tool.url, root).href }, tool.title));
    return links.length ? element("p", { class: "search-tools" }, "相关测算：", ...links) : null;
  }

  function rowsOf(found, rows) {
    return [...new Set(found.groups.flatMap((group) => group.hits.map((hit) => hit.page)))].map((page) => rows[page]);
  }

  async function drawGroup(box, group, rows, mine) {
    const hits = arrange(group.hits, rows, state.filters);
    if (!hits.length || mine !== turn) return;
    const list = element("ol", { class: "search-results", "data-search-results": true, "data-group": group.name });
    const count = element("span", { class: "search-count" });
    const part = element("section", { class: "search-group" }, element("h2", {}, group.label, " ", count), list);
    const drop = (gone) => (group.hits = group.hits.filter((hit) => hit.page !== gone.page));
    const more = async (from) => {
      const next = await fill(list, group, hits, from, () => mine === turn, drop);
      if (mine !== turn) return;
      const about = next >= 0 && group.verify && group.needles.some((needle) => needle.length > 2) ? "约 " : "";
      count.textContent = `${about}${arrange(group.hits, rows, state.filters).length} 篇`;
      if (next >= 0) part.append(moreButton(() => more(next)));
    };
    // The old answer stands until the first hit of the new one can take its place.
    const waiting = box.isConnected ? null : place(list, box, mine);
    box.append(part);
    await more(0);
    waiting?.disconnect();
    if (!list.children.length) part.remove();
  }

  function place(list, box, mine) {
    const watch = new MutationObserver(() => mine === turn && swap(box));
    watch.observe(list, { childList: true });
    return watch;
  }

  function swap(box) {
    if (parts.groups === box) return;
    parts.groups.replaceWith(box);
    parts.groups = box;
    parts.help.replaceChildren();
  }

  function moreButton(load) {
    const button = element("button", { type: "button", class: "search-more", onclick: () => {
      button.remove();
      load();
    } }, "更多结果");
    return button;
  }

  function looseButton(found, mine) {
    const button = element("button", { type: "button", class: "search-loose", onclick: async () => {
      button.disabled = true;
      const groups = await found.more();
      if (mine !== turn) return;
      const before = found.groups.length;
      answer = { ...found, groups: [...found.groups, ...groups], loose: false };
      const rows = await pages();
      for (const group of groups) await drawGroup(parts.groups, group, rows, mine);
      button.replaceWith(groups.length ? "" : element("p", { class: "search-note" }, "没有别的结果。"));
      parts.groups.querySelectorAll("section")[before]?.querySelector("a")?.focus();
    } }, "再找含全部或部分字词的");
    return button;
  }

  function say(found, rows) {
    const groups = found.groups.filter((group) => group.hits.length);
    const all = rowsOf(found, rows).length;
    const shown = new Set(groups.flatMap((g) => arrange(g.hits, rows, state.filters).map((hit) => hit.page))).size;
    const left = shown < all ? `，筛选后 ${shown} 篇` : "";
    parts.status.textContent = all ? `找到 ${all} 篇（${groups.map((g) => g.label).join("、")}）${left}` : "没有找到";
  }

  async function nothing(found) {
    const { nearestNames } = await import("./nearest.js");
    const names = await nearestNames(found.folded);
    swap(element("div", { class: "search-groups" }));
    parts.help.replaceChildren(
      element("p", {}, "没有找到。可以换个说法，或试试这些："),
      suggestions(names),
      element("p", {}, element("a", { href: new URL("issues/", root).href }, "翻看往期目录")),
    );
  }

  function suggestions(names) {
    return element("ul", { class: "search-names" }, ...names.map((name) =>
      element("li", {}, element("button", { type: "button", onclick: () => run(name, state.filters, true) }, name)),
    ));
  }

  function idle() {
    answer = null;
    parts.status.textContent = "";
    parts.filters.hidden = true;
    swap(element("div", { class: "search-groups" }));
    const before = recent();
    parts.help.replaceChildren(...(before.length ? [
      element("p", {}, "最近搜过"),
      suggestions(before),
      element("button", { type: "button", class: "search-forget", onclick: () => {
        forget();
        idle();
        parts.input.focus();
      } }, "清除记录"),
    ] : []));
  }

  async function search(mine) {
    try {
      const found = await find(state.query);
      if (mine !== turn) return;
      const groups = found.groups.length ? found.groups : await found.more();
      if (mine === turn) await show({ ...found, groups, loose: groups === found.groups }, mine);
    } catch (error) {
      if (mine === turn) parts.status.textContent = "检索数据没有取到，请检查网络后再试。";
      throw error;
    }
  }

  /** Searches for a query; with `filled`, puts it into the field as well. */
  function run(query, filters = state.filters, filled = false) {
    const mine = ++turn;
    state = { query: query.trim(), filters: { ...NONE, ...filters } };
    if (filled) parts.input.value = query;
    changed(state.query, state.filters);
    if (!state.query) return Promise.resolve(idle());
    return search(mine);
  }

  parts.input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(() => run(parts.input.value), PAUSE);
  });
  parts.input.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(() => run(parts.input.value), PAUSE);
  });
  parts.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    remember(parts.input.value);
    const target = new URL(`search/?${toParams(parts.input.value.trim(), state.filters)}`, root);
    if (!page) location.assign(target);
    else run(parts.input.value);
  });
  host.addEventListener("click", (event) => {
    if (event.target.closest("ol[data-search-results] a")) remember(state.query);
  });
  host.addEventListener("keydown", (event) => walk(event, host, parts.input));
  warm();
  idle();
  return { run, focus: () => parts.input.focus(), select: () => parts.input.select() };
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
