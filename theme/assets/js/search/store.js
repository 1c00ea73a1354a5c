// What is fetched once and kept: columns of all pages, shards, texts.
import { learn } from "./fold.js";
import { manifest } from "./manifest.js";
import { numberKey } from "./numbers.js";
import { root } from "./root.js";
import { lookUp, keyOf, shardOf } from "./shards.js";
import { fetchBytes, fetchPacked } from "./unpack.js";

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

function named(name) {
  return once(name, () => fetchPacked(new URL(manifest[name], folder)));
}

/** The editors' names. */
export function terms() {
  return named("terms");
}

/** Learns all traditional characters that the site knows; a text brings those that it holds. */
export async function traditional() {
  await once("learned", async () => learn(await named("script")));
}

/** Bundles with the number of their first page. */
function places(listed) {
  let first = 0;
  return listed.map((bundle) => ({ ...bundle, first: (first += bundle.pages) - bundle.pages }));
}

const bundles = places(manifest.bundles);

/** One row for every page: address, text, issue, section, kind, region, date, force, length. */
export function pages() {
  return once("pages", async () => {
    const load = (bundle) => fetchPacked(new URL(`${bundle.path}/pages.bin`, folder));
    const columns = await Promise.all(bundles.map(load));
    return bundles.flatMap((bundle, i) => rows(columns[i], bundle.first));
  });
}

function rows(columns, first) {
  const [section, kind, region] = ["section", "kind", "region"].map((name) => {
    const { values, of } = columns[name];
    return (i) => values[of[i]];
  });
  const places = columns.parts.flatMap(([issue, day, texts, common, urls]) =>
    urls.map((url, n) => ({ issue, day, text: `${texts}/${n}.bin`, url: common + url })),
  );
  return places.map(({ issue, day, text, url }, i) => ({
    page: first + i,
    url,
    text,
    issue,
    year: issue.slice(0, 4),
    section: section(i),
    kind: kind(i),
    region: region(i),
    date: day + columns.day[i],
    force: columns.force[i] ?? null,
    length: columns.length[i],
    title: columns.title[i],
  }));
}

/** The text of a page: title, facts, blocks with ids. */
export function text(page) {
  return once(`text ${page}`, async () => {
    const found = await fetchPacked(new URL((await pages())[page].text, folder));
    learn(found.script);
    return found;
  });
}

async function lookUpIn(bundle, key, counted) {
  const url = new URL(`${bundle.path}/s/${shardOf(key, bundle.shards)}.bin`, folder);
  return lookUp(await once(url.href, () => fetchBytes(url)), key, counted);
}

async function holdersOf(key, counted) {
  const found = await Promise.all(bundles.map((bundle) => lookUpIn(bundle, key, counted)));
  const often = new Map();
  const titles = new Set();
  found.forEach((part, i) => {
    for (const [page, count] of part.often) often.set(page + bundles[i].first, count);
    for (const page of part.titles) titles.add(page + bundles[i].first);
  });
  return { often, titles };
}

/** Pages of all bundles that hold a character or pair. */
export function holders(chars) {
  return once(`pair ${chars}`, () => holdersOf(keyOf(chars), chars.length > 1));
}

/** Pages of all bundles that hold a number by its name. */
export function numberHolders(name) {
  return once(`number ${name}`, () => holdersOf(numberKey(name), false));
}

/** Characters by syllable, for one that an input method gave instead of another. */
export function alike() {
  return named("alike");
}

/** How the editors' names sound, and all syllables of the titles. */
export function sounds() {
  return named("sounds");
}

/** The parts of titles that may begin with two letters: {parts, often, sounds} of every bundle. */
export async function soundParts(letters) {
  const place = (letters.charCodeAt(0) - 97) * 26 + letters.charCodeAt(1) - 97;
  const load = async ({ path, sounds: shards }) => {
    const url = new URL(`${path}/p/${place % shards}.bin`, folder);
    const { parts, ...rest } = await once(url.href, () => fetchPacked(url));
    return { ...rest, parts: parts[letters] ?? [] };
  };
  return Promise.all(bundles.map(load));
}
