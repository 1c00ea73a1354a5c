// Says whether a document is in force on the day the page is read; days are compared as ISO text in local time.
// The twin of `state_on` in scripts/bulletin/site/content/lives.py: one table of cases holds both.
const ends = ["代替", "废止"];

/** The state of a document on a day: a code and the words for readers. */
export function stateOn(life, day) {
  const { issued, effective, expires, events } = life;
  // Nobody reads a document before it was issued: then it is the device's clock that is wrong.
  if (issued && day < issued) return ["clock", "请校正设备日期"];
  const past = events.filter((event) => event.day <= day);
  const ended = past.filter(({ how }) => ends.includes(how));
  const over = ended.find(({ sure }) => sure);
  if (over) return ["over", `已被${over.by}${over.how}`];
  const longer = events.filter(({ how, until }) => how === "延长" && until);
  const last = expires && [expires, ...longer.filter(({ sure }) => sure).map(({ until }) => until)].sort().at(-1);
  if (last && day > last) {
    const doubt =
      longer.some(({ sure, until }) => !sure && day <= until) || past.some(({ how, until }) => how === "延长" && !until);
    return doubt ? ["maybe", "有效期可能已延长，待核实"] : ["over", "已失效"];
  }
  if (ended.length) return ["maybe", `可能已被${ended[0].by}${ended[0].how}，待核实`];
  if (effective && day < effective) return ["before", "尚未施行"];
  const changed = past.filter(({ how }) => how === "修改");
  if (changed.some(({ sure }) => !sure)) return ["maybe", `可能已被${changed.at(-1).by}修改，待核实`];
  if (!effective) return ["", ""];
  return ["in", changed.length ? "现行有效（已修改）" : "现行有效"];
}

export function today(now = new Date()) {
  const pad = (n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

export function tell(root) {
  const day = today();
  for (const element of root.querySelectorAll(".force[data-life]")) {
    const [state, words] = stateOn(JSON.parse(element.dataset.life), day);
    if (!state) {
      if (element.textContent) element.textContent = "—";
      continue;
    }
    element.dataset.state = state;
    element.textContent = words;
    element.title = `以您设备上的日期 ${day} 为准`;
  }
}

/** On paper a state is that of one day: which, and where the living page stands. */
function dated() {
  for (const line of document.querySelectorAll("[data-printed]")) {
    const place = `${location.origin}${location.pathname}`;
    line.textContent = `打印于 ${today()}（以设备上的日期为准），效力状态按这一天算；以后的变化见 ${place}`;
  }
}

if (globalThis.document) {
  tell(document);
  dated();
  addEventListener("beforeprint", dated);
}
