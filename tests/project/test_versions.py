"""One set of versions: pyproject.toml, environment.yml and the hashed lock agree."""

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
CONDA_NAMES = {"matplotlib-base": "matplotlib"}
OTHER_CONDA = {"python", "pip", "pango", "harfbuzz"}


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


def test_conda_environment_has_the_same_versions():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pins = dict(entry.split("=", 1) for entry in listed if isinstance(entry, str) and "=" in entry)
    from_pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    pins |= dict(entry.split("==") for entry in from_pip if "==" in entry)
    pins = {CONDA_NAMES.get(name, name): version for name, version in pins.items()}
    others = {name for name in pins if name.rstrip("<>") in OTHER_CONDA}
    assert {n: v for n, v in pins.items() if n not in others} == pinned_in_project()


def test_every_locked_package_has_hashes():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z0-9._-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(packages) > 50
    assert all("--hash=sha256:" in package for package in packages)


def test_no_index_address_in_any_of_them():
    for name in ("pyproject.toml", "environment.yml", "requirements.lock", "Makefile"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"https?://|file://|--(extra-)?index-url|--find-links", text), name
