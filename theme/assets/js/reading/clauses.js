// Address and quotation of a clause: a click on its sign, or a long press on its text, opens the two choices.
import { toClipboard } from "./clipboard.js";

const article = document.querySelector("article[data-article]");
const menu = document.createElement("div");
const status = document.createElement("span");
let unit = null;

const plain = (element) => {
  const clone = element.cloneNode(true);
  for (const extra of clone.querySelectorAll(".permalink, .compute, [data-no-quote]")) extra.remove();
  return clone.textContent.replace(/\s+/g, " ").trim();
};

const address = () => new URL(`#${unit.id}`, location.href).href;

function quotation() {
  const label = unit.querySelector(":scope > .permalink")?.ariaLabel?.replace(/的链接$/, "") ?? "";
  const place = [`《${article.dataset.title}》${label}`, article.dataset.place].filter(Boolean).join("，");
  return `“${plain(unit)}”\n——${place}\n${address()}`;
}

function button(text, value) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "quiet";
  element.textContent = text;
  element.addEventListener("click", async () => {
    status.textContent = (await toClipboard(value())) ? "已复制" : "浏览器未允许复制，请选中文字后自行复制";
  });
  return element;
}

function close() {
  menu.remove();
  unit = null;
}

function open(target) {
  unit = target;
  status.textContent = "";
  unit.append(menu);
}

menu.className = "cite-menu";
menu.dataset.noQuote = "";
menu.setAttribute("role", "group");
menu.setAttribute("aria-label", "引用这一条");
status.setAttribute("role", "status");
menu.append(button("复制链接", address), button("复制引文", quotation), status);

article?.addEventListener("click", ({ target }) => {
  const sign = target.closest(".permalink");
  if (sign) open(sign.closest(".unit"));
});
document.addEventListener("keydown", ({ key }) => { if (key === "Escape") close(); });
document.addEventListener("pointerdown", ({ target }) => {
  if (unit && !unit.contains(target)) close();
});

let press = 0;
article?.addEventListener("touchstart", ({ target }) => {
  const pressed = target.closest(".unit[id]");
  if (pressed) press = setTimeout(() => open(pressed), 600);
}, { passive: true });
for (const end of ["touchend", "touchmove", "touchcancel"]) {
  article?.addEventListener(end, () => clearTimeout(press), { passive: true });
}
