// Marks along an axis, as scripts/bulletin/site/cited/axes.py sets them. A date is its days since 1970.
const MARKS = 4;
const MONTHS = [1, 2, 3, 6];
const DAY = 864e5;

export const isoDate = (days) => new Date(Math.round(days) * DAY).toISOString().slice(0, 10);

function roundStep(least) {
  const size = least > 0 ? 10 ** Math.floor(Math.log10(least)) : 1;
  return [1, 2, 5, 10].map((n) => size * n).find((step) => step >= least * 0.999);
}

function amount(x, { kind, unit }) {
  if (kind === "percent") return `${Number(x.toPrecision(4))}%`;
  for (const [word, scale] of [["亿", 1e8], ["万", 1e4]]) {
    if (kind === "money" && x >= scale) return `${Number((x / scale).toPrecision(4))} ${word}${unit}`;
  }
  return `${Number(x.toPrecision(10))} ${unit}`.trim();
}

function dates(low, high) {
  const months = (high - low) / 30.44;
  if (months < 2) return [low, high].map((day) => [day, isoDate(day)]);
  const least = months / MARKS;
  const long = least > MONTHS.at(-1);
  const step = long
    ? Math.max(12, Math.round(12 * roundStep(least / 12)))
    : MONTHS.find((n) => n >= least);
  const first = new Date(low * DAY);
  let month = first.getUTCFullYear() * 12 + first.getUTCMonth();
  month = Math.ceil(month / step) * step;
  const found = [];
  for (;; month += step) {
    const [year, rest] = [Math.floor(month / 12), month % 12];
    const day = Date.UTC(year, rest, 1) / DAY;
    if (day > high) return found;
    if (day >= low) found.push([day, `${year}年${long ? "" : `${rest + 1}月`}`]);
  }
}

export function marks(low, high, field) {
  if (field.kind === "date") return dates(Math.round(low), Math.round(high));
  const step = Math.max(roundStep((high - low) / MARKS), field.kind === "integer" ? 1 : 0);
  const found = [];
  for (let i = Math.ceil(low / step); i <= Math.floor(high / step); i++) {
    found.push([i * step, amount(i * step, field)]);
  }
  return found;
}
