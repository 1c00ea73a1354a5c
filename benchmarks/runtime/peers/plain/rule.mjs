const yuan = (text) => {
  const [, digits, unit] = /^([\d.]+)\s*(亿|万)?$/.exec(text);
  const [whole, decimals = ""] = digits.split(".");
  const scale = { 亿: 10n ** 8n, 万: 10n ** 4n }[unit] ?? 1n;
  return BigInt(whole + decimals) * scale / 10n ** BigInt(decimals.length);
};

export const chinextGrowth = (inputs) => {
  const cap = yuan(inputs.expected_market_capitalisation);
  const [first, last] = [yuan(inputs.revenue_year_1), yuan(inputs.revenue_year_3)];
  const large = cap >= 30n * 10n ** 8n && last >= 2n * 10n ** 8n;
  return JSON.stringify({ verdict: large && 100n * last >= 169n * first ? "pass" : "fail" });
};
