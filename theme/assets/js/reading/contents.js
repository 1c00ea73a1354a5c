// Lets the article's contents follow the reader: the last heading above the upper third is the current one.
const links = new Map(
  [...document.querySelectorAll(".toc a")].map((a) => [decodeURIComponent(a.hash.slice(1)), a]),
);
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

function follow() {
  const line = innerHeight / 3;
  const current = headings.findLast?.((h) => h.getBoundingClientRect().top < line);
  for (const [id, link] of links) {
    if (id === current?.id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

if (headings.length) {
  new IntersectionObserver(follow, { rootMargin: "0px 0px -66% 0px" }).observe(headings[0]);
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  follow();
}
