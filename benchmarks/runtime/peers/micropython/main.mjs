const rule = fetch("rule.py").then((response) => response.text());
const { loadMicroPython } = await import("./micropython.mjs");
const python = await loadMicroPython();
python.runPython(await rule);
const call = python.globals.get("call");
globalThis.again = async (request) => call(request);
finish(call(REQUEST));
