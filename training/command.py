"""The parser that every command of `python -m training` begins with."""

import argparse


def command_parser(name: str, doc: str | None) -> argparse.ArgumentParser:
    """A parser for `python -m training NAME`, described by the first paragraph of the docstring `doc`."""
    description = " ".join((doc or "").split("\n\n")[0].split())
    return argparse.ArgumentParser(prog=f"python -m training {name}", description=description)
