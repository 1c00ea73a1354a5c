"""The command line of the rules. Exit 0 done, 2 for input that cannot be read."""

import sys
from pathlib import Path

from . import InputError, dumps, facts, find, known, loads, match, rules, run, schema, solve

USAGE = """用法：
  python -m calculators list
  python -m calculators schema RULE
  python -m calculators run RULE [JSON | -]
  python -m calculators solve RULE FIELD [JSON | -]
  python -m calculators facts
  python -m calculators match [JSON | -]
  python -m calculators match 企业表.csv|.xlsx [测算日期]
  python -m calculators batch RULE 表格.csv|.xlsx [测算日期]
JSON 省略或写 - 时从标准输入读取，例如 '{"as_of": "2026-05-01"}'。"""
ARGUMENTS = {
    "list": (0, 0), "schema": (1, 1), "run": (1, 2), "solve": (2, 3), "facts": (0, 0),
    "match": (0, 2), "batch": (2, 3),
}


def main(arguments: "list[str] | None" = None) -> int:
    """Run one command; the result goes to standard output, messages to standard error."""
    words = sys.argv[1:] if arguments is None else arguments
    if words in (["-h"], ["--help"], ["help"]):
        print(USAGE)
        return 0
    command, rest = (words[0], words[1:]) if words else ("", [])
    low, high = ARGUMENTS.get(command, (1, 0))
    if not low <= len(rest) <= high:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        print(dumps(answer(command, rest)))
    except InputError as error:
        for fault in error.errors:
            print(f"{fault['field'] or '输入'}：{fault['message']}", file=sys.stderr)
        return 2
    return 0


def answer(command: str, rest: "list[str]") -> object:
    """The command's result."""
    if command == "list":
        return rules()
    if command == "schema":
        return schema(rest[0])
    if command == "run":
        return run(rest[0], inputs(rest[1:]))
    if command == "facts":
        return facts()
    if command == "match":
        named = rest and rest[0].lower().endswith((".csv", ".txt", ".xlsx"))
        return companies(*rest) if named else match(inputs(rest))
    if command == "batch":
        return table(*rest)
    return solve(rest[0], rest[1], inputs(rest[2:]))


def table(rule: str, name: str, as_of: "str | None" = None) -> object:
    """A whole table judged; the result is written beside it."""
    from . import batch, sheets  # not in the browser, where no files are

    told, done = batch.batch(find(rule).name, Path(name), known(), as_of)
    path, note = sheets.write(done)
    return {**told, "file": str(path), "note": note}


def companies(name: str, as_of: "str | None" = None) -> object:
    """A table of companies matched; the result is written beside it."""
    from . import adviser  # not in the browser, where no files are

    told, done = adviser.advise(Path(name), known(), as_of)
    return {**told, "file": str(adviser.write(done))}


def inputs(rest: "list[str]") -> "dict[str, object]":
    """The inputs from the argument or from standard input."""
    given = rest[0] if rest else "-"
    text = sys.stdin.buffer.read().decode("utf-8", "replace") if given == "-" else given
    value = loads(text)
    if not isinstance(value, dict):
        raise InputError([{"field": "", "message": "输入应为一个 JSON 对象"}])
    return value


def command() -> None:
    """The console command: main() with its exit status."""
    sys.exit(main())
