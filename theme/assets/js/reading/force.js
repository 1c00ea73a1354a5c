// Says whether a document is in force on the day the page is read; days are compared as ISO text in local time.
const states = { before: "尚未施行", in: "现行有效", over: "已失效" };

export function stateOn(day, effective, expires) {
  if (expires && day > expires) return "over";
  if (!effective) return null;
  return day < effective ? "before" : "in";
}

export function today(now = new Date()) {
  const pad = (n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

export function tell(root) {
  for (const element of root.querySelectorAll(".force")) {
    const state = stateOn(today(), element.dataset.effective, element.dataset.expires);
    if (!state) continue;
    element.dataset.state = state;
    element.textContent = states[state];
  }
}

tell(document);
