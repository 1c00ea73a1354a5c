// What an article page adds to its text: contents that follow, addresses of clauses, citations, force today.
import "./contents.js";
import "./clauses.js";
import "./copy.js";
import "./force.js";

// The running head of a print; a page's margins read it from the root element.
const article = document.querySelector("article[data-article]");
const { place, title } = article.dataset;
const short = title.length > 26 ? `${title.slice(0, 25)}…` : title;
const head = `${place}　${short}`.replace(/["\\]/g, "");
document.documentElement.style.setProperty("--running-head", `"${head}"`);
