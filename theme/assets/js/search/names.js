// The editors' names: other ways to say a query, and the page that they have set for one.
import { fold } from "./fold.js";
import { pages, terms } from "./store.js";

function namesOf(term) {
  return [term.term, ...term.aliases].map(fold);
}

/** Every way to say a folded text with the editors' other names in it, without itself. Names of
    two characters (人行) stand inside other words (个人行为); `short` says whether to use them. */
export async function synonyms(folded, short = true) {
  const said = new Set([folded]);
  for (const names of (await terms()).map(namesOf)) {
    const name = names.filter((n) => folded.includes(n)).sort((a, b) => b.length - a.length)[0];
    if (!name || (name !== folded && name.length < 2)) continue;
    for (const other of names) if (short || other.length > 2) said.add(folded.replace(name, other));
  }
  return [...said].filter((text) => text !== folded);
}

/** The other names of what a folded text names. */
export async function namesLike(folded) {
  const named = (await terms()).map(namesOf).filter((names) => names.includes(folded));
  return [...new Set(named.flat())].filter((name) => name !== folded);
}

/** The row of the page that the editors have set for a query, or null. */
export async function appointed(folded) {
  const term = (await terms()).find((one) => one.page && namesOf(one).includes(folded));
  const rows = await pages();
  return term ? (rows.find((row) => row.url === term.page.replace(/#.*/, "")) ?? null) : null;
}
