"""One set of versions, in the hashed lock: pyproject.toml, make and conda all use it."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FROM_CONDA = {"python", "pip"}
"""Python, and what pip cannot bring."""
INSTALL_PROJECT = "pip install --no-deps --no-build-isolation --editable ."
"""A command of its own: with hashes pip refuses a folder, which has none."""


def pinned_in_project(extras: bool = False) -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"]]
    if extras:
        lines += [line for group in project["optional-dependencies"].values() for line in group]
    return dict(line.split("==") for line in lines)


def pinned_in_lock() -> dict[str, str]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE))


def test_every_dependency_is_pinned_and_locked_at_the_same_version():
    locked = pinned_in_lock()
    for name, version in pinned_in_project(extras=True).items():
        assert locked[name] == version, name


def conda_environment() -> tuple[list[str], list[str]]:
    """What environment.yml takes from conda, and what it gives to pip."""
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    from_conda = [entry for entry in listed if isinstance(entry, str)]
    (for_pip,) = [entry["pip"] for entry in listed if isinstance(entry, dict)]
    return from_conda, for_pip


def test_conda_brings_only_what_pip_cannot_and_pins_only_the_series_of_python():
    """A channel does not keep every release: no exact version is asked of it."""
    from_conda, _ = conda_environment()
    assert {re.split("[=<>]", entry)[0] for entry in from_conda} == FROM_CONDA
    pinned = [entry for entry in from_conda if "=" in entry]
    assert len(pinned) == 1 and re.fullmatch(r"python=3\.\d+", pinned[0])


def test_pip_in_the_conda_environment_installs_the_hashed_lock_and_nothing_else():
    _, for_pip = conda_environment()
    assert for_pip == ["--require-hashes", "--requirement requirements.lock"]


@pytest.mark.parametrize("name", ["environment.yml", "scripts/setup.sh"])
def test_the_project_itself_is_installed_by_a_command_of_its_own(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    command = INSTALL_PROJECT.removeprefix("pip install")
    assert any(line.endswith(command) for line in text.splitlines())


def test_what_builds_the_project_without_isolation_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {*project["build-system"]["requires"], "editables"} <= set(pinned_in_lock())


def test_every_locked_package_has_hashes():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z0-9._-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(packages) > 50
    assert all("--hash=sha256:" in package for package in packages)


def test_no_index_address_in_any_of_them():
    for name in ("pyproject.toml", "environment.yml", "requirements.lock", "Makefile"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"https?://|file://|--(extra-)?index-url|--find-links", text), name
