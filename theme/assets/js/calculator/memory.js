// What a reader lets this device keep: answers by the fact that they answer. Nothing unless asked for.
const NAME = "bulletin-facts";
const MOST = 1000;
const LONGEST = 200;

const short = (text) => typeof text === "string" && text !== "" && text.length <= LONGEST;

function sound(data) {
  if (data === null || typeof data !== "object" || Array.isArray(data)) return false;
  const all = Object.entries(data);
  return all.length <= MOST && all.every(([key, value]) => short(key) && short(value));
}

/** The answers that are kept, by key; null where nothing is to be kept. What is no such list is put aside. */
export function kept() {
  try {
    const data = JSON.parse(localStorage.getItem(NAME));
    return sound(data) ? new Map(Object.entries(data)) : null;
  } catch {
    return null;
  }
}

/** Keep these answers, a blank one no longer; says whether the device took them. */
export function keep(answers) {
  const all = kept() ?? new Map();
  for (const [key, value] of answers) {
    if (short(value)) all.set(key, value);
    else all.delete(key);
  }
  try {
    localStorage.setItem(NAME, JSON.stringify(Object.fromEntries([...all].slice(-MOST))));
    return true;
  } catch {
    return false;
  }
}

export function forget() {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // Storage is shut off: there is nothing to delete.
  }
}

const keptWords = (count) =>
  `${count ? `已记下 ${count} 项，以后填的也记` : "以后填的会记"}在这个浏览器里，不发送；取消勾选就全部删除。`;

/** The tick below a form: what is typed there is kept while it is set, and deleted when it is taken away. */
export class Keeping {
  #tick;
  #said;

  // `answers` gives what the reader has filled in, by key.
  constructor(form, answers) {
    const box = form.querySelector("[data-keep]");
    this.#tick = box?.querySelector("input");
    this.#said = box?.querySelector("[data-keep-said]");
    if (!box) return; // in another site's frame nothing is kept
    this.#tick.checked = kept() !== null;
    this.#tick.addEventListener("change", () => {
      if (!this.#tick.checked) this.#forget();
      else if (keep(answers())) this.#tell(keptWords(kept().size));
      else this.#refused();
    });
    addEventListener("storage", () => (this.#tick.checked = kept() !== null));
  }

  note(answers) {
    if (this.#tick?.checked && !keep(answers)) this.#refused();
  }

  /** What is kept for a form, as names and values; `placeOf` says where a key belongs there, if anywhere. */
  recall(placeOf) {
    const all = this.#tick?.checked ? kept() : null;
    const found = [...(all ?? [])].map(([key, value]) => ({ ...placeOf(key), value })).filter(({ name }) => name);
    const names = [...new Set(found.map(({ label }) => label))];
    if (names.length) this.#tell(`带入了记住的：${names.slice(0, 4).join("、")}${names.length > 4 ? `等 ${names.length} 项` : ""}。`);
    return found.map(({ name, value }) => [name, value]);
  }

  #forget() {
    forget();
    this.#tell("记住的内容已全部删除。");
  }

  #refused() {
    this.#tick.checked = false;
    this.#tell("这个浏览器不让网页保存内容，没有记住。");
  }

  #tell(words) {
    this.#said.textContent = words;
  }
}
