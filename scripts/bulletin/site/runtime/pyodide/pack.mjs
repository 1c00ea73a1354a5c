// node pack.mjs PYODIDE_FOLDER WHEEL OUT.zip — loads the unmodified Pyodide and lets pack.py do the work.
import { readFile, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, wheel, out] = process.argv.slice(2).map((path) => resolve(path));
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")));
const pyodide = await loadPyodide({ indexURL: folder });

const inside = `/${basename(wheel)}`;
pyodide.FS.writeFile(inside, await readFile(wheel));
try {
  pyodide.runPython(await readFile(new URL("pack.py", import.meta.url), "utf8"));
  const bundle = pyodide.globals.get("pack")(inside);
  await writeFile(out, bundle.toJs());
} catch (error) {
  console.error(error.message); // node would print a megabyte of Pyodide's source with it
  process.exitCode = 1;
}
