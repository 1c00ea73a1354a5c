// Copies text, and says whether the browser allowed it; puts the day of reading into citations.
import { today } from "./force.js";

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

// The day of reading and the page's address belong into a citation; the build may not know them.
for (const element of document.querySelectorAll("[data-today]")) element.textContent = today();
for (const element of document.querySelectorAll("[data-here]")) {
  element.textContent = location.origin + location.pathname;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const done = await copy(document.getElementById(button.dataset.copy).textContent);
    button.textContent = done ? "已复制" : "请选中文字复制";
  });
}
