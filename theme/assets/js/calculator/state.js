// The state in the address: #RULE?version=…&field=…  The part behind # never leaves the browser.
export function write(rule, version, pairs) {
  const filled = pairs.filter(([, value]) => value !== "");
  return `#${rule}?${new URLSearchParams([["version", version], ...filled])}`;
}

// A fragment that is no encoding (#%) is a name like any other: it fits no calculator.
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function read(hash) {
  const [rule, query] = hash.replace(/^#/, "").split("?", 2);
  if (query === undefined) return { rule: decoded(rule), pairs: null, version: null };
  const pairs = [...new URLSearchParams(query)];
  const version = pairs.find(([name]) => name === "version")?.[1] ?? null;
  return { rule, version, pairs: pairs.filter(([name]) => name !== "version") };
}
