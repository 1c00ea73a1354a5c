// What is fetched once and kept: manifest, columns of all pages, shards, texts.
import { learn } from "./fold.js";
import { lookUp, keyOf, shardOf } from "./shards.js";
import { fetchBytes, fetchPacked } from "./unpack.js";

/** The root of the site, whatever base path it is served below. */
export const root = new URL("../../../", import.meta.url);
const folder = new URL("assets/search/", root);
const kept = new Map();

function once(key, load) {
  if (!kept.has(key)) {
    kept.set(key, load().catch((error) => {
      kept.delete(key);
      throw error;
    }));
  }
  return kept.get(key);
}

/** Forgets all that was fetched: some of it may have come spoilt. */
export function afresh() {
  kept.clear();
}

async function loadManifest() {
  const response = await fetch(new URL("manifest.json", folder));
  if (!response.ok) throw new Error(`${response.status} manifest.json`);
  return response.json();
}

/** The list of bundles; small, and the only file whose name does not change with its content. */
export function manifest() {
  return once("manifest", loadManifest);
}

/** The editors' names and the traditional characters; folding is right once it has come. */
export function language() {
  return once("language", async () => {
    const table = await fetchPacked(new URL((await manifest()).language, folder));
    learn(table);
    return table;
  });
}

function column({ values, of }) {
  return (page) => values[of[page]];
}

/** Bundles with the number of their first page. */
function places(listed) {
  let first = 0;
  return listed.map((bundle) => ({ ...bundle, first: (first += bundle.pages) - bundle.pages }));
}

/** All bundles with their columns. */
export function bundles() {
  return once("bundles", async () => {
    const load = (bundle) => fetchPacked(new URL(`${bundle.path}/pages.bin`, folder));
    const all = places((await manifest()).bundles);
    const columns = await Promise.all(all.map(load));
    return all.map((bundle, i) => ({ ...bundle, columns: columns[i] }));
  });
}

/** One row for every page: address, issue, section, kind, region, date, force, length. */
export function pages() {
  return once("pages", async () => (await bundles()).flatMap(rows));
}

function rows({ columns, pages: count, first }) {
  const [issue, section, kind, region] = ["issue", "section", "kind", "region"].map((name) =>
    column(columns[name]),
  );
  return Array.from({ length: count }, (_, i) => ({
    page: first + i,
    url: columns.url[i],
    issue: issue(i),
    year: issue(i).slice(0, 4),
    section: section(i),
    kind: kind(i),
    region: region(i),
    date: columns.date[i],
    force: columns.force[i] ?? null,
    length: columns.length[i],
  }));
}

async function bundleOf(page) {
  return (await bundles()).findLast?.((b) => b.first <= page) ??
    [...(await bundles())].reverse().find((b) => b.first <= page);
}

/** The text of a page: title, facts, blocks with ids. */
export function text(page) {
  return once(`text ${page}`, async () => {
    const bundle = await bundleOf(page);
    return fetchPacked(new URL(`${bundle.path}/t/${page - bundle.first}.bin`, folder));
  });
}

async function lookUpIn(bundle, chars) {
  const number = shardOf(keyOf(chars), bundle.shards);
  const url = new URL(`${bundle.path}/s/${number}.bin`, folder);
  return lookUp(await once(url.href, () => fetchBytes(url)), chars);
}

/** Pages of all bundles that hold a character or pair. */
export function holders(chars) {
  return once(`pair ${chars}`, async () => {
    const all = places((await manifest()).bundles);
    const found = await Promise.all(all.map((bundle) => lookUpIn(bundle, chars)));
    const often = new Map();
    const titles = new Set();
    found.forEach((part, i) => {
      for (const [page, count] of part.often) often.set(page + all[i].first, count);
      for (const page of part.titles) titles.add(page + all[i].first);
    });
    return { often, titles };
  });
}

/** All titles in page order, and the syllables of their characters and of the names'. */
export function titles() {
  return once("titles", async () => {
    const { sounds } = await manifest();
    const parts = await Promise.all([
      fetchPacked(new URL(sounds, folder)),
      ...(await bundles()).map((b) => fetchPacked(new URL(`${b.path}/titles.bin`, folder))),
    ]);
    const [names, ...lists] = parts;
    return { titles: lists.flatMap((l) => l.titles), sounds: [names, ...lists.map((l) => l.sounds)] };
  });
}

/** Pagefind's name of each page → its number. */
export function pagefindNames() {
  return once("pagefind", async () => {
    const all = await bundles();
    const lists = await Promise.all(
      all.map((b) => fetchPacked(new URL(`${b.path}/pagefind.bin`, folder))),
    );
    return new Map(lists.flatMap((list, i) => list.map((name, n) => [name, all[i].first + n])));
  });
}
