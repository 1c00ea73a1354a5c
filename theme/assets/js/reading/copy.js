// Copies text, and says whether the browser allowed it; puts the day of reading into citations.
import { toClipboard } from "./clipboard.js";
import { today } from "./force.js";

// The day of reading and the page's address belong into a citation; the build may not know them.
for (const element of document.querySelectorAll("[data-today]")) element.textContent = today();
for (const element of document.querySelectorAll("[data-here]")) {
  element.textContent = location.origin + location.pathname;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const done = await toClipboard(document.getElementById(button.dataset.copy).textContent);
    button.textContent = done ? "已复制" : "请选中文字复制";
  });
}

// On Safari the clipboard is open only while the press lasts: the form is fetched before.
const whole = document.querySelector("[data-copy-article]");
if (whole) {
  const form = () => import("./wechat.js");
  whole.closest("details").addEventListener("toggle", form, { once: true });
  whole.addEventListener("click", async () => {
    const { pasted } = await form();
    const { text, html } = pasted(document.querySelector("article[data-article]"));
    whole.textContent = (await toClipboard(text, html)) ? "已复制全文" : "浏览器不允许复制，请选中正文复制";
  });
}
