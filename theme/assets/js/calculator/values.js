// Values of a result as text; `text` in scripts/bulletin/site/cited/forms.py says the same at build time.
export const VERDICTS = { pass: "符合", fail: "不符合", discretionary: "可酌情", unknown: "无法判定", inapplicable: "不适用" };

const big = (text) => {
  const [top, bottom = "1"] = String(text).split("/");
  const [whole, decimals = ""] = top.split(".");
  const sign = whole.startsWith("-") ? -1n : 1n;
  const digits = BigInt((whole + decimals).replace("-", ""));
  return { num: sign * digits, den: BigInt(bottom) * 10n ** BigInt(decimals.length) };
};

const abs = (n) => (n < 0n ? -n : n);

// The number with at most so many decimals, and an ellipsis where more follow: never rounded.
export function cut({ num, den }, places) {
  const scaled = abs(num) * 10n ** BigInt(places);
  const digits = String(scaled / den).padStart(places + 1, "0");
  const decimals = places ? digits.slice(-places).replace(/0+$/, "") : "";
  const whole = places ? digits.slice(0, -places) : digits;
  const more = scaled % den === 0n ? "" : "…";
  const body = (more ? `${whole}.${digits.slice(-places)}` : decimals ? `${whole}.${decimals}` : whole) + more;
  return (num < 0n ? "-" : "") + body;
}

export const grouped = (digits) => {
  const [whole, rest] = digits.split(".");
  const parts = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return rest === undefined ? parts : `${parts}.${rest}`;
};

function money(value, unit) {
  const size = abs(value.num) / value.den;
  const [word, scale] = size >= 10n ** 8n ? ["亿", 10n ** 8n] : ["万", 10n ** 4n];
  if (size >= scale && (value.num * 10n ** 4n) % (value.den * scale) === 0n) {
    return `${cut({ num: value.num, den: value.den * scale }, 4)} ${word}${unit}`;
  }
  return `${grouped(cut(value, 2))} ${unit}`;
}

export function valueText(value, kind, unit = "") {
  if (value === null || value === undefined || value === "") return "—";
  if (kind === "money") return money(big(value), unit || "元");
  if (kind === "percent") return `${cut(big(value), 4)}%`;
  if (kind === "integer" || kind === "multiple") {
    const text = cut(big(value), 6);
    return `${unit === "年" ? text : grouped(text)} ${unit}`.trim();
  }
  if (kind === "boolean") return value ? "是" : "否";
  return String(value);
}

// The summary without the verdict's word, which stands before it.
export const plainSummary = ({ verdict, summary }) => summary.replace(`${VERDICTS[verdict]}：`, "");

// A limit refuses nothing: it cuts an amount, or leaves one out.
export function checkWord({ effect, verdict, operator }) {
  if (effect !== "limit" || verdict !== "fail") return VERDICTS[verdict];
  return operator.startsWith("<") ? "按上限计" : "不计入";
}

// A number or a date as a float, for drawing only.
export function number(value) {
  if (value === null || value === undefined || value === "") return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return Date.parse(value) / 864e5;
  const [top, bottom = "1"] = String(value).split("/");
  const found = Number(top) / Number(bottom);
  return Number.isFinite(found) ? found : null;
}
