// Elements from names, properties and children; text is always text.
/** An element; `on…` properties are listeners, others attributes, empty ones are left out. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== "" && value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** Pieces of text, the marked ones in `mark`. */
export function marked(pieces) {
  return pieces.map(({ text, mark }) => (mark ? element("mark", {}, text) : text));
}
