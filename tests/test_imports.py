"""Data flows one way through the rooms; the layers are listed in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]


def lint_imports(folder: Path, config: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    return subprocess.run(
        [*command, "--config", str(config), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_room_imports_one_above_it():
    result = lint_imports(REPOSITORY, REPOSITORY / "pyproject.toml")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "1 kept, 0 broken" in result.stdout


def test_every_room_is_in_the_contract():
    import tomllib

    with (REPOSITORY / "pyproject.toml").open("rb") as file:
        layers = tomllib.load(file)["tool"]["importlinter"]["contracts"][0]["layers"]
    named = {name.strip() for layer in layers for part in layer.split("|") for name in part.split(":")}
    package = REPOSITORY / "service" / "communique"
    rooms = {
        f"communique.{path.name.removesuffix('.py')}"
        for path in package.iterdir()
        if path.name[0] not in "_."
    }
    assert rooms - {"communique.py.typed"} == named
