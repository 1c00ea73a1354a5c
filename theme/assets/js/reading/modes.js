// Keeps the display panel's choices (colours, size of text) and closes popovers when a link in them is followed.
const defaults = { mode: "system", text: "standard" };
const root = document.documentElement;

const current = (name) => root.dataset[name] ?? defaults[name];

function choose(name, value) {
  const plain = value === defaults[name];
  if (plain) delete root.dataset[name];
  else root.dataset[name] = value;
  try {
    if (plain) localStorage.removeItem(`bulletin-${name}`);
    else localStorage.setItem(`bulletin-${name}`, value);
  } catch {
    // Storage is shut off: the choice lasts for this page.
  }
}

const panel = document.querySelector("[data-modes]");
if (panel) {
  for (const input of panel.querySelectorAll("input")) input.checked = input.value === current(input.name);
  panel.addEventListener("change", ({ target }) => choose(target.name, target.value));
}
// A calculator shows its own buttons once it lives: until then they would do nothing.
for (const element of document.querySelectorAll("[data-needs-script]")) {
  if (!element.closest("[data-calculator-section], form[data-match]")) element.hidden = false;
}
for (const popover of document.querySelectorAll("[popover]")) {
  popover.addEventListener("click", ({ target }) => {
    if (target.closest("a") && popover.matches(":popover-open")) popover.hidePopover();
  });
}
