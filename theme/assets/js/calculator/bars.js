// A table's amounts as bars, as scripts/bulletin/site/cited/bars.py lays them out.
import { draw, set } from "./svg.js";
import { number, valueText } from "./values.js";

const WIDTH = 640;
const [HEAD, BAR, GAP] = [34, 14, 14];
const MOST = 24;

function label(column, row) {
  const words = valueText(row[column.name], column.kind, column.unit);
  return column.kind === "integer" ? `${column.label} ${words}` : words;
}

function line(amounts, greatest, stacked) {
  let left = 0;
  return amounts.map((amount, i) => {
    const width = (WIDTH * Math.max(amount, 0)) / greatest;
    const y = stacked ? HEAD : HEAD + i * BAR;
    const bar = draw("rect", { class: `rank-${amounts.length - i}`, x: left.toFixed(1), y, width: width.toFixed(1), height: BAR - 2 });
    if (stacked) left += width;
    return bar;
  });
}

export function drawBars(figure, { columns, bars, stacked }, rows) {
  const drawn = columns.filter(({ name }) => bars.includes(name));
  const amounts = rows.map((row) => drawn.map(({ name }) => number(row[name]) ?? 0));
  const sum = (list) => list.reduce((a, b) => a + b, 0);
  const greatest = Math.max(0, ...amounts.map((list) => (stacked ? sum(list) : Math.max(...list))));
  const picture = figure.querySelector(".bars");
  const key = figure.querySelector(".bars-key");
  const shown = drawn.length > 0 && rows.length <= MOST && greatest > 0;
  picture.toggleAttribute("hidden", !shown);
  key.hidden = !shown || drawn.length < 2;
  if (!shown) return;
  const last = columns.findLast(({ kind }) => kind === "money");
  const height = HEAD + GAP + BAR * (stacked ? 1 : drawn.length);
  const named = rows.map((row) => [label(columns[0], row), valueText(row[last.name], last.kind, last.unit)]);
  set(picture, {
    viewBox: `0 0 ${WIDTH} ${height * rows.length}`,
    "aria-label": `${last.label}：${named.map((pair) => pair.join(" ")).join("；")}`,
  });
  picture.replaceChildren(
    ...named.map(([name, value], i) => {
      const row = draw("g", { class: "bars-row", transform: `translate(0 ${i * height})` });
      row.append(draw("text", { x: 0, y: 24 }, name), draw("text", { x: WIDTH, y: 24, "text-anchor": "end" }, value));
      row.append(...line(amounts[i], greatest, stacked));
      return row;
    }),
  );
  key.replaceChildren(
    ...(drawn.length < 2 ? [] : drawn).map((column, i) => {
      const [entry, sample] = [document.createElement("span"), document.createElement("i")];
      sample.className = `rank-${drawn.length - i}`;
      entry.append(sample, column.label);
      return entry;
    }),
  );
}
