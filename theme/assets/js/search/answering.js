// The worker's side of the search: it finds, reads and orders, so that typing never waits for it.
// A later question makes every earlier one void.
import { arrange, facets, inForce } from "./filters.js";
import { find, prepare } from "./groups.js";
import { showHits } from "./hits.js";
import { nearestNames } from "./nearest.js";
import { afresh, pages, terms, text } from "./store.js";

let turn = 0;
let answer = { groups: [], lists: [] };

function pagesIn(lists) {
  return new Set(lists.flat().map((hit) => hit.page));
}

async function links(numbers) {
  const tools = await Promise.all(numbers.slice(0, 5).map(text));
  return tools.map(({ url, title }) => ({ url, title }));
}

const calls = {
  /** Starts to load what every question needs, and what this one does. */
  async warm(query) {
    prepare(query);
    await Promise.all([terms(), pages()]);
  },

  /** The groups of a query. The looser ones are found at once where there are no others. */
  async ask(query) {
    const mine = ++turn;
    const found = await find(query);
    const groups = found.groups.length ? found.groups : await found.more();
    const loose = found.groups.length > 0 && !found.whole;
    if (mine !== turn) return null;
    answer = { ...found, groups, lists: [] };
    return { turn: mine, loose, note: found.note };
  },

  /** Adds the looser groups. */
  async loosen() {
    const mine = turn;
    const groups = await answer.more();
    if (mine !== turn) return null;
    const first = answer.groups.length;
    answer = { ...answer, groups: [...answer.groups, ...groups] };
    return { turn: mine, first };
  },

  /** Lets the hits pass the filters, in the order chosen; what there is then, as `facts` says. */
  async arrange({ filters, turn: mine }) {
    const rows = await pages();
    if (mine !== turn) return null;
    answer.lists = answer.groups.map((group) => arrange(group.hits, rows, filters));
    return calls.facts({ filters, turn: mine });
  },

  /** Filters with counts, how many pages there are and pass, the groups that have any. */
  async facts({ filters, turn: mine }) {
    const rows = await pages();
    if (mine !== turn) return null;
    const all = [...pagesIn(answer.groups.map((group) => group.hits))].map((page) => rows[page]);
    const groups = answer.groups.map(({ name, label }, index) => ({ name, label, index }));
    return {
      all: all.length,
      shown: pagesIn(answer.lists).size,
      facets: facets(all, filters),
      force: inForce(all, filters),
      groups: groups.filter(({ index }) => answer.lists[index]?.length),
    };
  },

  /** Reads hits of a group from a place on, each to `show`; where to go on, and how many there are. */
  async hits({ index, from, turn: mine }, show) {
    if (mine !== turn) return null;
    const { groups, lists } = answer;
    const gone = new Set();
    const isCurrent = () => answer.lists === lists;
    const next = await showHits(groups[index], lists[index], from, isCurrent, show, (hit) => gone.add(hit.page));
    if (!isCurrent()) return null;
    const stays = (hit) => !gone.has(hit.page);
    groups[index].hits = groups[index].hits.filter(stays);
    lists[index] = lists[index].filter(stays);
    const { verify, every, words, except, needles } = groups[index];
    const told = !verify || (!words && !except && needles.every((needle) => needle.length < 3));
    const sure = next < 0 || (told && !every);
    return { next: next < 0 ? next : next - gone.size, count: lists[index].length, sure };
  },

  /** Calculators that apply the clauses found. */
  tools: () => links(answer.tools ?? []),

  /** Names that are most like a query which finds nothing. */
  nearest: () => nearestNames(answer.folded),
};

async function reply({ id, call, argument }) {
  try {
    const value = await calls[call](argument, (part) => postMessage({ id, part }));
    postMessage({ id, value });
  } catch (error) {
    afresh();
    postMessage({ id, error: String(error?.message ?? error) });
  }
}

addEventListener("message", ({ data }) => reply(data));
