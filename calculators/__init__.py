"""The rules of the bulletin: exact, cited, the same in CPython and Pyodide."""
