"""The operating guide names every command, option and setting that there is, and no other."""

import re
import typing
from enum import EnumType

import pytest
import typer

from communique import cli
from communique.settings import Settings
from docs.shown import REPOSITORY

TEXT = (REPOSITORY / "docs" / "operating.md").read_text(encoding="utf-8")
EVERYWHERE = {"--help", "-h"}


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head."""
    section = TEXT.partition(f"\n## {heading}\n")[2]
    lines = re.search(r"(^\|.*\n)+", section, re.MULTILINE)[0].splitlines()
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def command_rows() -> dict[str, list[str]]:
    return {re.match(r"`communique ([a-z]+(?: [a-z]+)*)", row[0])[1]: row for row in rows("Commands")}


def _flat(group, prefix=""):
    """The commands of a group and of the groups in it, by their whole names."""
    found = {}
    for name, command in group.commands.items():
        found |= _flat(command, f"{name} ") if hasattr(command, "commands") else {f"{prefix}{name}": command}
    return found


COMMANDS = _flat(typer.main.get_command(cli.app))


def test_the_commands_are_those_that_there_are():
    assert sorted(command_rows()) == sorted(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_arguments_and_options_of_a_command_are_those_that_it_takes(name):
    shown, _, options = command_rows()[name]
    parameters = COMMANDS[name].params
    taken = {option for item in parameters for option in item.opts if option.startswith("--")} - EVERYWHERE
    assert set(re.findall(r"--[a-z-]+", options)) == taken
    arguments = [item.name for item in parameters if item.param_type_name == "argument"]
    named = [word.strip("[]") for word in shown.strip("`").split()]
    assert [word.lower() for word in named if word.isupper()] == arguments


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_formats_of_a_command_are_those_that_it_takes(name):
    options = command_rows()[name][2]
    shown = re.search(r"`--format` \(([^)]*)\)", options)
    hints = typing.get_type_hints(COMMANDS[name].callback.__wrapped__)
    printed = hints.get("output_format", hints.get("output"))
    kinds = [kind for kind in (printed, *typing.get_args(printed)) if isinstance(kind, EnumType)]
    choices = [str(choice) for kind in kinds for choice in kind]
    assert (re.findall(r"`(\w+)`", shown[1]) if shown else []) == choices


def settings() -> dict[str, object]:
    """The environment variables that there are, each with its default."""
    prefix = Settings.model_config["env_prefix"]
    return {
        field.validation_alias or f"{prefix}{name.upper()}": field.default
        for name, field in Settings.model_fields.items()
    }


def test_the_settings_are_those_that_there_are_with_their_defaults():
    shown = {}
    for names, default, _ in rows("Settings"):
        for name in re.findall(r"`(\w+)`", names):
            shown[name] = default
    assert sorted(shown) == sorted(settings())
    for name, default in settings().items():
        if isinstance(default, int | float):
            assert float(shown[name].strip("`")) == default, name
        elif default is not None:
            assert shown[name] == f"`{default}`", name
