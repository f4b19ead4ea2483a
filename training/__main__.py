"""Runs one command, or lists all: `python -m training [COMMAND [OPTIONS]]`.

A command's module is imported only when it runs, so that the list needs no PyTorch.
"""

import ast
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

# Modules by command, in the order of their use.
COMMANDS = {
    "prepare": "data.prepare",
    "pack": "data.pack",
    "adopt": "runs.adopt",
    "restore": "runs.restore",
    "narrow": "runs.narrow",
    "train": "learn.train",
    "refit": "runs.refit",
    "visible": "runs.visible",
    "validate": "runs.validate",
    "export": "runs.export",
    "slim": "runs.slim",
    "curves": "report.curves",
    "report": "report.report",
    "suspicious": "report.suspicious",
    "teachers": "study.teachers",
    "sources": "study.sources",
    "compare": "study.compare",
    "ablate": "study.ablate",
}


def main(arguments: Sequence[str]) -> int | None:
    """Exit code of the command `arguments` begin with; without one, lists the commands."""
    name = arguments[0] if arguments else "--help"
    if name in ("--help", "-h"):
        print(listing())
        return 0
    if name not in COMMANDS:
        print(f"There is no command {name}.\n\n{listing()}", file=sys.stderr)
        return 2
    sys.argv = [f"python -m training {name}", *arguments[1:]]
    return import_module(f"training.{COMMANDS[name]}").main()


def listing() -> str:
    """How to call a command, and one line for each."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {summary(module)}" for name, module in COMMANDS.items()]
    return "\n".join(["usage: python -m training COMMAND [OPTIONS]", "", *lines, "", OPTIONS])


OPTIONS = "python -m training COMMAND --help lists the command's options."


def summary(module: str) -> str:
    """First paragraph of a module's docstring, on one line, read from its source without importing it."""
    source = Path(__file__).parent.joinpath(*module.split(".")).with_suffix(".py").read_text("utf-8")
    doc = ast.get_docstring(ast.parse(source)) or ""
    return " ".join(doc.split("\n\n")[0].split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
