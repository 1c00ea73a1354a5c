// Recent searches, on this device alone.
const KEY = "bulletin.search.recent";
const MOST = 8;

/** The latest first; empty where the browser keeps nothing. */
export function recent() {
  try {
    const list = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(list) ? list.filter((q) => typeof q === "string") : [];
  } catch {
    return [];
  }
}

function keep(list) {
  try {
    localStorage.setItem(KEY, JSON.stringify(list));
  } catch {
    // A browser that keeps nothing still searches.
  }
}

/** Remember a query that led somewhere. */
export function remember(query) {
  const text = query.trim();
  if (text) keep([text, ...recent().filter((q) => q !== text)].slice(0, MOST));
}

/** Forget all of them. */
export function forget() {
  keep([]);
}
