// Sets the reader's modes before the first paint; a classic script because a module would run too late.
(() => {
  const root = document.documentElement;
  root.dataset.script = "on";
  for (const name of ["mode", "text"]) {
    try {
      const value = localStorage.getItem(`bulletin-${name}`);
      if (value) root.dataset[name] = value;
    } catch {
      // Storage is shut off: the system's mode stands.
    }
  }
})();

// A calculator that has not come alive by now will not: its modules are lost, or too new for this browser.
addEventListener("load", function () {
  setTimeout(function () {
    var lifeless = document.querySelectorAll("[data-lifeless]");
    for (var n = 0; n < lifeless.length; n += 1) lifeless[n].hidden = false;
  }, 1500);
});
