// The parts that a reader handles: field, filters, buttons.
import { element } from "./elements.js";
import { FACETS } from "./filters.js";
import { root } from "./root.js";

function field(id) {
  return element("input", {
    type: "search", name: "q", id, autocomplete: "off", enterkeyhint: "search",
    "aria-describedby": `${id}-status`, placeholder: "字词、条款、文号、拼音",
  });
}

/** The frame of a search: form, filters, message, help and groups of hits. */
export function frame(id) {
  const input = field(id);
  const form = element(
    "form",
    { class: "search-form", role: "search", action: new URL("search/", root).href },
    element("label", { class: "search-label", for: id }, "全文搜索"),
    input,
    element("button", { type: "submit", class: "search-submit" }, "搜索"),
  );
  return {
    form,
    input,
    filters: element("div", { class: "search-filters", hidden: true }),
    status: element("p", { class: "search-status", role: "status", id: `${id}-status` }),
    help: element("div", { class: "search-help" }),
    groups: element("div", { class: "search-groups" }),
  };
}

function optionsOf(facet, values, chosen) {
  const known = values.some(([value]) => value === chosen) || !chosen ? values : [...values, [chosen, 0]];
  return known.map(([value, count]) =>
    element("option", { value, selected: value === chosen }, `${facet.say(value)}（${count}）`),
  );
}

function select(facet, values, chosen, change) {
  const every = element("option", { value: "" }, facet.every);
  const list = element("select", { name: facet.name }, every, ...optionsOf(facet, values, chosen));
  list.addEventListener("change", () => change(facet.name, list.value));
  return element("label", { class: "search-filter" }, element("span", {}, facet.label), list);
}

function choice(name, value, label, checked, change) {
  const box = element("input", { type: "checkbox", name, checked });
  box.addEventListener("change", () => change(name, box.checked ? value : ""));
  return element("label", { class: "search-choice" }, box, label);
}

/** The filters that make a difference among the pages found, with counts. */
export function filterControls({ facets, force }, filters, change) {
  const known = new Map(FACETS.map((facet) => [facet.name, facet]));
  return [
    ...facets.map(({ name, values }) => select(known.get(name), values, filters[name], change)),
    ...(force || filters.force ? [choice("force", "1", `只看现行政策（${force}）`, Boolean(filters.force), change)] : []),
    choice("sort", "date", "新的在前", filters.sort === "date", change),
  ];
}

/** A button. */
export function button(kind, label, press) {
  return element("button", { type: "button", class: kind, onclick: press }, label);
}

/** Queries to choose from. */
export function suggestions(queries, choose) {
  const items = queries.map((query) => element("li", {}, button("", query, () => choose(query))));
  return element("ul", { class: "search-names" }, ...items);
}
