// The drawings of scripts/bulletin/site/cited/charts.py, for what the reader has typed.
import { marks } from "./axes.js";
import { draw, set } from "./svg.js";
import { number } from "./values.js";

const LEFT = 16;
const RIGHT = 624;
const TOP = 24;
const BOTTOM = 200;
const STEPS = 32;
const ORDER = [">=", ">", "<=", "<"];

export function margin({ operator, value, bound }) {
  const [at, limit] = [number(value), number(bound)];
  if (!ORDER.includes(operator) || at === null || limit === null) return null;
  const dated = String(bound).slice(1).includes("-");
  const space = Math.max(Math.abs(at - limit), 1) * 0.4;
  const low = dated ? Math.min(at, limit) - space : Math.min(0, at, limit);
  const high = dated ? Math.max(at, limit) + space : Math.max(at, limit, low + 1e-9) * 1.15;
  const place = (x) => (100 * (x - low)) / (high - low || 1);
  const least = operator.startsWith(">");
  const mark = place(limit);
  return { value: place(at), bound: mark, start: least ? mark : 0, length: least ? 100 - mark : mark };
}

export function drawMargin(picture, check) {
  const found = margin(check);
  picture.toggleAttribute("hidden", !found);
  if (!found) return;
  const [, zone, bound, value] = picture.children;
  set(picture, { "aria-label": `${check.value_text}，界限 ${check.bound_text}` });
  set(zone, { x: found.start.toFixed(1), width: found.length.toFixed(1) });
  set(bound, { x: found.bound.toFixed(1) });
  set(value, { x: found.value.toFixed(1) });
}

// Where the curve is computed: from nothing to well beyond what was typed and what passes.
// Nothing is no day, so a time begins somewhat before the first of these.
export function domain(now, ends, kind) {
  const known = ends.filter((end) => end !== null);
  if (kind === "date") {
    const [first, end] = [Math.min(now, ...known), Math.max(now, ...known)];
    const space = Math.max(0.4 * (end - first), 45);
    const day = (i) => Math.round(first - space + ((end - first + 2 * space) * i) / STEPS);
    return [...new Set([...Array.from({ length: STEPS + 1 }, (_, i) => day(i)), ...known])].sort((a, b) => a - b);
  }
  const high = Math.max(2 * now, ...known.map((end) => 1.4 * end)) || 1;
  const step = kind === "percent" ? 0.01 : 1;
  const grid = Array.from({ length: STEPS + 1 }, (_, i) => Math.round((high * i) / STEPS / step) * step);
  const points = [...grid, ...known.filter((end) => end >= 0 && end <= high)];
  return [...new Set(points)].sort((a, b) => a - b);
}

const dated = (check) => String(check.bound).slice(1).includes("-");

const anchor = (x) => (x < LEFT + 70 ? "start" : x > RIGHT - 70 ? "end" : "middle");

function drawMarks(group, places, across) {
  group.replaceChildren(
    ...places.flatMap(([place, words]) => {
      const x = across(place).toFixed(1);
      const line = draw("line", { x1: x, x2: x, y1: BOTTOM, y2: BOTTOM + 7 });
      return [line, draw("text", { x, y: BOTTOM + 30, "text-anchor": anchor(Number(x)) }, words)];
    }),
  );
}

// Words stand above a point, and below one that is near the top.
const beside = (y) => (y > TOP + 24 ? y - 10 : y + 30).toFixed(1);

function drawDot(dot, words, current, x, up) {
  const y = number(current?.value);
  dot.toggleAttribute("hidden", y === null);
  words.textContent = y === null ? "" : current.value_text;
  if (y === null) return;
  set(dot, { cx: x, cy: up(y) });
  set(words, { x, y: beside(up(y)), "text-anchor": anchor(x) });
}

export function drawWhatIf(figure, field, solved, xs, samples, now, current) {
  const found = xs
    .map((x, i) => ({ x, check: samples[i], y: number(samples[i]?.value), limit: number(samples[i]?.bound) }))
    .filter(({ y, limit }) => y !== null && limit !== null);
  figure.hidden = found.length < 2;
  if (figure.hidden) return;
  const last = found.at(-1).check;
  const ys = found.map(({ y }) => y);
  const limits = found.map(({ limit }) => limit);
  const bound = Math.max(...limits);
  const [low, high] = [xs[0], xs.at(-1)];
  const floor = Math.min(...(dated(last) ? [] : [0]), ...limits, ...ys);
  const top = Math.min(Math.max(bound, ...ys), floor + 8 * (Math.abs(bound - floor) || 1));
  const across = (x) =>
    LEFT + ((RIGHT - LEFT) * (Math.min(Math.max(x, low), high) - low)) / (high - low || 1);
  const up = (y) => BOTTOM - ((BOTTOM - TOP) * (Math.min(y, top) - floor)) / (top - floor || 1);
  const [start, end] = (solved.interval ?? [null, null]).map(number);
  const left = solved.interval ? across(start ?? low) : LEFT;
  const right = solved.interval ? across(end ?? high) : LEFT;
  const part = (name) => figure.querySelector(`.what-if-${name}`);
  const say = (name, text) => (figure.querySelector(`[data-slot="${name}"]`).textContent = text);
  set(figure.querySelector("svg"), { "aria-label": solved.summary });
  set(part("zone"), { x: left, width: solved.interval ? Math.max(right - left, 1) : 0 });
  set(part("bound"), { points: found.map(({ x, limit }) => `${across(x)},${up(limit)}`).join(" ") });
  set(part("curve"), { points: found.map(({ x, y }) => `${across(x)},${up(y)}`).join(" ") });
  set(part("now"), { x1: across(now), x2: across(now) });
  say("what_if_title", `“${last.label}”随“${field.label}”的变化`);
  const here = samples.find((check, i) => check && xs[i] >= now) ?? last;
  say("bound_text", `界限：${here.bound_text}`);
  set(part("bound-text"), { y: beside(up(limits.at(-1))) });
  drawDot(part("dot"), part("value"), current, across(now), up);
  drawMarks(part("marks"), marks(low, high, field), across);
}
