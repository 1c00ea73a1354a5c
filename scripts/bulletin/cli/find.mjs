// Asks a built site's search outside the browser: `node find.mjs SITE [LIMIT]`, one query a line on
// standard input, one answer a line as JSON. It runs the engine that the page runs, on the same bytes.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

const site = resolve(process.argv[2]);
const limit = Number(process.argv[3] ?? 10);
const NONE = { year: "", issue: "", section: "", region: "", kind: "", force: "", sort: "" };
const waiting = new Map();
const read = { requests: 0, bytes: 0 };
let hear;
let last = 0;

globalThis.fetch = async (url) => {
  const bytes = await readFile(fileURLToPath(String(url)));
  read.requests++;
  read.bytes += bytes.length;
  return new Response(bytes);
};
globalThis.addEventListener = (_, listener) => (hear = listener);
globalThis.postMessage = ({ id, part, value, error }) => {
  const question = waiting.get(id);
  if (part !== undefined) return question.parts.push(part);
  waiting.delete(id);
  return error === undefined ? question.done({ ...value, parts: question.parts }) : question.fail(new Error(error));
};

function ask(call, argument) {
  return new Promise((done, fail) => {
    waiting.set(++last, { done, fail, parts: [] });
    hear({ data: { id: last, call, argument } });
  });
}

/** The engine as a module of a name that node takes for one, finding its data in the site. */
async function start() {
  const folder = await mkdtemp(join(tmpdir(), "find-"));
  const source = await readFile(join(site, "assets/js/search/engine.js"), "utf8");
  const here = JSON.stringify(pathToFileURL(join(site, "assets/js/search/engine.js")).href);
  await writeFile(join(folder, "engine.mjs"), source.replaceAll("import.meta.url", here));
  await import(pathToFileURL(join(folder, "engine.mjs")).href);
  await rm(folder, { recursive: true });
}

const plain = (pieces) => pieces.map((piece) => piece.text).join("");
const marks = (pieces) => pieces.filter((piece) => piece.mark).map((piece) => piece.text);

async function answer(query) {
  Object.assign(read, { requests: 0, bytes: 0 });
  const { turn, loose, note = "" } = await ask("ask", query);
  const { groups } = await ask("arrange", { filters: NONE, turn });
  const found = [];
  for (const { index, name, label } of groups) {
    const { parts, count } = await ask("hits", { index, turn, from: 0 });
    found.push({ name, label, count, hits: parts.slice(0, limit).map(told) });
  }
  return { query, note, loose, groups: found.filter(({ hits }) => hits.length), ...read };
}

function told({ url, id, label, title, excerpt, facts, missing = [], instead = [] }) {
  return { url, id, label, title: plain(title), excerpt: plain(excerpt), marks: marks([...title, ...excerpt]), facts, missing, instead };
}

await start();
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim()) console.log(JSON.stringify(await answer(line.trim())));
}
