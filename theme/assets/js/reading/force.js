// Says whether a document is in force on the day the page is read; days are compared as ISO text in local time.
const states = { clock: "请校正设备日期", before: "尚未施行", in: "现行有效", over: "已失效" };

export function stateOn(day, effective, expires, issued) {
  // Nobody reads a document before it was issued: then it is the device's clock that is wrong.
  if (issued && day < issued) return "clock";
  if (expires && day > expires) return "over";
  if (!effective) return null;
  return day < effective ? "before" : "in";
}

export function today(now = new Date()) {
  const pad = (n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

export function tell(root) {
  const day = today();
  for (const element of root.querySelectorAll(".force")) {
    const { effective, expires, issued } = element.dataset;
    const state = stateOn(day, effective, expires, issued);
    if (!state) continue;
    element.dataset.state = state;
    element.textContent = states[state];
    element.title = `以您设备上的日期 ${day} 为准`;
  }
}

tell(document);
