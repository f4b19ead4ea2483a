"""Tests of `python -m training`: it runs every command, and lists them without loading their modules."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from training.__main__ import COMMANDS, main, summary

LONGEST = 115


@pytest.fixture(autouse=True)
def _same_arguments_afterwards(monkeypatch):
    monkeypatch.setattr(sys, "argv", sys.argv)


def test_every_command_is_listed_with_one_line(capsys):
    assert main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    for name, module in COMMANDS.items():
        assert f"  {name:10}  {summary(module)}" in lines
        assert 0 < len(summary(module)) <= LONGEST


def test_the_list_needs_no_package():
    # With -S Python ignores installed packages.
    listed = subprocess.run(
        [sys.executable, "-S", "-m", "training", "--help"], capture_output=True, text=True
    )
    assert listed.returncode == 0, listed.stderr
    assert "export" in listed.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_lists_its_options(name, capsys):
    with pytest.raises(SystemExit, match="0"):
        main([name, "--help"])
    assert f"usage: python -m training {name} " in capsys.readouterr().out


def test_every_module_with_a_command_is_listed():
    rooms = Path(import_module("training").__file__).parent
    modules = {
        ".".join(path.relative_to(rooms).with_suffix("").parts)
        for path in rooms.glob("*/*.py")
        if "\ndef main(" in path.read_text()
    }
    assert modules == set(COMMANDS.values())


def test_options_reach_the_command(tmp_path, capsys):
    with pytest.raises(SystemExit, match="name the folder of a run"):
        main(["curves", "--run", str(tmp_path)])


def test_an_unknown_command_is_refused_with_the_list(capsys):
    assert main(["trian"]) == 2
    message = capsys.readouterr().err
    assert message.startswith("There is no command trian.")
    assert "  train " in message
