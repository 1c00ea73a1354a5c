// Filters, order and counts over the pages that a query found.
const EXTRAS = { tekan: "特刊", zhuankan: "专刊", haowai: "号外" };

/** An issue's folder in words: 2026-05 is 2026年5月号, 2026-05-zengkan 2026年5月增刊. */
export function issueName(folder) {
  const [year, month, extra] = folder.split("-");
  return `${year}年${Number(month)}月${extra ? (EXTRAS[extra] ?? "增刊") : "号"}`;
}

/** The filters in the order in which they are shown. */
export const FACETS = [
  { name: "year", label: "年份", every: "全部年份", say: (value) => `${value}年` },
  { name: "issue", label: "刊期", every: "全部刊期", say: issueName },
  { name: "section", label: "栏目", every: "全部栏目", say: (value) => value },
  { name: "region", label: "地区", every: "全部地区", say: (value) => value },
  { name: "kind", label: "类别", every: "全部类别", say: (value) => value },
];

/** Filters that nothing is chosen in. */
export const NONE = { year: "", issue: "", section: "", region: "", kind: "", force: "", sort: "" };

/** Filters as an address states them. */
export function fromParams(params) {
  return Object.fromEntries(Object.keys(NONE).map((name) => [name, params.get(name) ?? ""]));
}

/** A query and its filters as the search part of an address. */
export function toParams(query, filters) {
  const params = new URLSearchParams(query ? { q: query } : {});
  for (const [name, value] of Object.entries(filters)) if (value) params.set(name, value);
  return params;
}

function isInForce(row, today) {
  if (!row.force) return false;
  const [from, to] = row.force;
  return from <= today && (!to || today <= to);
}

function todayText() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Whether a page passes the filters, but for the one that is named. */
export function passes(row, filters, except = "") {
  const chosen = FACETS.every(({ name }) => name === except || !filters[name] || row[name] === filters[name]);
  return chosen && (!filters.force || except === "force" || isInForce(row, todayText()));
}

function newestFirst([a], [b]) {
  return a < b ? 1 : -1;
}

/** The values of each filter with the number of pages that each would leave, of those found; only
    of filters that make a difference. */
export function facets(rows, filters) {
  return FACETS.map(({ name }) => {
    const tally = new Map();
    for (const row of rows) {
      if (row[name] && passes(row, filters, name)) tally.set(row[name], (tally.get(row[name]) ?? 0) + 1);
    }
    const order = name === "year" || name === "issue" ? newestFirst : (a, b) => newestFirst(b, a);
    return { name, values: [...tally].sort(order) };
  }).filter(({ name, values }) => values.length > 1 || filters[name]);
}

/** How many of the pages are policies in force today. */
export function inForce(rows, filters) {
  return rows.filter((row) => passes(row, filters, "force") && isInForce(row, todayText())).length;
}

/** Hits that pass, in the order that is chosen. */
export function arrange(hits, rows, filters) {
  const kept = hits.filter((hit) => passes(rows[hit.page], filters));
  if (filters.sort !== "date") return kept;
  return [...kept].sort((a, b) => rows[b.page].date - rows[a.page].date || b.score - a.score);
}
