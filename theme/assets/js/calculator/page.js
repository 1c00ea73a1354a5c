// A calculator page: every form comes alive, a link's state is opened, the runtime is kept for offline use.
import { Calculator } from "./calculator.js";
import { keepOffline } from "./offline.js";
import { runtimeOf } from "./runtime.js";
import { read } from "./state.js";

const root = document.querySelector("[data-calculators]");
const calculators = new Map();
for (const section of root.querySelectorAll("[data-calculator-section]")) {
  section.dataset.keepsAddress = "";
  const calculator = new Calculator(section);
  calculators.set(calculator.rule, calculator);
}

// In another site's frame the site's own pages may not open: links lead out of it.
if (document.documentElement.hasAttribute("data-embed")) {
  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) link.target = "_top";
  }, { capture: true });
}

function openLink() {
  const { rule, version, pairs } = read(location.hash);
  if (!pairs || !calculators.has(rule)) return;
  document.getElementById(rule).scrollIntoView();
  calculators.get(rule).open(pairs, version);
}

addEventListener("hashchange", openLink);
openLink();
if (!read(location.hash).pairs) for (const calculator of calculators.values()) calculator.recall();

const runtime = runtimeOf(root.querySelector("form[data-runtime]").dataset.runtime);
runtime.addEventListener("ready", () => keepOffline(root), { once: true });

// Where the line is fast and nobody asked to save data, the runtime is there before the first touch.
const { connection } = navigator;
const roomy = connection && !connection.saveData && connection.effectiveType === "4g" && connection.downlink >= 5;
if (roomy) requestIdleCallback(() => runtime.start(), { timeout: 4000 });
