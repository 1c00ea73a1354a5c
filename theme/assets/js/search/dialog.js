// The search over any page; made when it is first opened.
import { element } from "./elements.js";
import { root } from "./root.js";
import { mount } from "./view.js";

let dialog;
let search;

function styles() {
  const href = new URL("assets/css/search.css", root).href;
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((done) => {
    document.head.append(element("link", { rel: "stylesheet", href, onload: done, onerror: done }));
  });
}

function make() {
  const close = element("button", { type: "button", class: "search-close", onclick: () => dialog.close() }, "关闭");
  dialog = element("dialog", { class: "search-dialog", "aria-label": "搜索", "data-search-dialog": true }, close);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  search = mount(dialog);
}

/** Opens the dialog with the last query selected; where the browser has none, goes to the page. */
export async function open() {
  if (typeof HTMLDialogElement === "undefined" || document.querySelector("[data-search-page]")) {
    const field = document.querySelector("[data-search-page] input[type=search]");
    if (field) field.focus();
    else location.assign(new URL("search/", root));
    return;
  }
  await styles();
  if (!dialog) make();
  if (!dialog.open) dialog.showModal();
  search.focus();
  search.select();
}
