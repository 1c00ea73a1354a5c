// A group's list: a link that was made when its calculators stood on this page leads on to the question's own.
function lead() {
  const name = location.hash.slice(1).split("?", 1)[0];
  const question = [...document.querySelectorAll("[data-questions] > li")].find(({ id }) => id === name);
  if (question) location.replace(question.querySelector("a").href + location.hash);
}

addEventListener("hashchange", lead);
lead();
