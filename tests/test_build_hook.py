"""What the pages use in the browser comes from npm, pinned by hash, with its licences."""

import importlib.util
import json
import shutil

import pytest

from sample.workspace import REPOSITORY

HOOK = REPOSITORY / "service" / "build_hook.py"


@pytest.fixture
def hook():
    spec = importlib.util.spec_from_file_location("build_hook", HOOK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path, hook):
    """A repository in which npm has installed what is wanted."""
    (tmp_path / "service").mkdir()
    shutil.copy(HOOK, tmp_path / "service")
    (tmp_path / "package-lock.json").write_text("{}")
    for package, names in hook.FILES.items():
        folder = tmp_path / hook.MODULES / package
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(f"{package} {name}")
        (folder / "package.json").write_text('{"version": "1.2.3", "license": "MIT"}')
        (folder / "LICENSE").write_text(f"licence of {package}")
    return tmp_path


def locked():
    return json.loads((REPOSITORY / "package-lock.json").read_text())["packages"]


def test_every_package_is_pinned_by_hash_and_no_registry_is_named():
    packages = {name: entry for name, entry in locked().items() if name}
    assert {"node_modules/@zazuko/yasqe", "node_modules/cytoscape", "node_modules/htmx.org"} <= set(packages)
    assert [name for name, entry in packages.items() if not entry["integrity"].startswith("sha512-")] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_the_lock_fits_the_manifest():
    manifest = json.loads((REPOSITORY / "package.json").read_text())
    assert locked()[""]["dependencies"] == manifest["dependencies"]
    assert all(version[0].isdigit() for version in manifest["dependencies"].values())


def test_what_is_taken_is_what_pages_ask_for(hook):
    web = REPOSITORY / "service" / "communique" / "web"
    asked = {
        part.split('"')[0]
        for file in [*web.glob("templates/*.html"), *web.glob("static/*.js")]
        for part in file.read_text(encoding="utf-8").split("/static/vendor/")[1:]
    }
    assert asked == {name.rpartition("/")[2] for names in hook.FILES.values() for name in names}


def test_files_and_licences_are_copied(hook, tree):
    assert not hook.is_current(tree)
    (tree / hook.VENDOR).mkdir(parents=True)
    (tree / hook.VENDOR / "old.js").write_text("from before")
    hook.take(tree)
    assert hook.is_current(tree)
    assert not (tree / hook.VENDOR / "old.js").exists()
    assert (tree / hook.VENDOR / "yasqe.min.js").read_text() == "@zazuko/yasqe build/yasqe.min.js"
    licence = tree / hook.VENDOR / "licences" / "@zazuko__yasqe.LICENSE.txt"
    assert licence.read_text() == "licence of @zazuko/yasqe"
    named = (tree / hook.VENDOR / "licences" / "packages.txt").read_text().splitlines()
    assert named == ["@zazuko/yasqe 1.2.3 MIT", "cytoscape 1.2.3 MIT", "htmx.org 1.2.3 MIT"]


def test_another_lock_asks_for_other_files(hook, tree):
    hook.take(tree)
    (tree / "package-lock.json").write_text("{ }")
    assert not hook.is_current(tree)


def test_a_file_that_is_missing_is_named(hook, tree):
    (tree / hook.MODULES / "@zazuko/yasqe/build/yasqe.min.js").unlink()
    with pytest.raises(RuntimeError, match=r"@zazuko/yasqe has no build/yasqe\.min\.js"):
        hook.take(tree)
    assert not hook.is_current(tree)
