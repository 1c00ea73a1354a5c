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
