import { loadPyodide } from "./pyodide.mjs";

const pyodide = await loadPyodide();
const archive = await (await fetch("calculators.zip")).arrayBuffer();
pyodide.unpackArchive(archive, "zip");
const call = pyodide.pyimport("calculators").call;
postMessage({ ready: true });
onmessage = ({ data }) => postMessage({ answer: call(data) });
