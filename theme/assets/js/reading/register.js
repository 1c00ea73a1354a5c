// Narrows the register by words, region and state; its older parts are fetched when first they are asked for.
import { tell } from "./force.js";

const panel = document.querySelector("[data-narrow]");
const table = document.getElementById(panel.dataset.narrow);
const status = panel.querySelector("[role=status]");
const [words, region, state] = ["words", "region", "state"].map((name) => panel.querySelector(`[name=${name}]`));
const fold = (text) => text.normalize("NFKC").toLowerCase();
let whole = null;

// A part is a page like this one: its rows are taken over, with addresses that hold from here.
async function rows(address) {
  const part = new URL(address, location.href);
  const answer = await fetch(part);
  if (!answer.ok) throw new Error(`${part}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const link of page.querySelectorAll("tbody a")) link.href = new URL(link.getAttribute("href"), part);
  return page.querySelectorAll(`#${table.id} tbody tr`);
}

async function gather() {
  const parts = panel.dataset.parts.split(" ").filter(Boolean);
  for (const found of await Promise.all(parts.map(rows))) table.tBodies[0].append(...found);
  tell(table);
}

function narrow() {
  const wanted = fold(words.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of table.tBodies[0].rows) {
    const text = fold(row.textContent);
    row.hidden = !(wanted.every((word) => text.includes(word))
      && (!region.value || row.dataset.region === region.value)
      && (!state.value || row.querySelector(".force").dataset.state === state.value));
    shown += row.hidden ? 0 : 1;
  }
  status.textContent = `${shown} 件`;
}

panel.addEventListener("input", async () => {
  try {
    await (whole ??= gather());
  } catch {
    whole = null;
    status.textContent = "没有取到其余部分，请检查网络后再试。";
    return;
  }
  narrow();
});
