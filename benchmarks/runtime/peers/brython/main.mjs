const load = (src) =>
  new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src, async: false });
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
await Promise.all(["brython.min.js", "brython_stdlib.js"].map(load));
__BRYTHON__.runPythonSource(`
from browser import window
from rule import call
window.again = call
window.finish(call(window.REQUEST))
`);
