"""One ZIP file for a machine without internet: program, catalogues, notebooks and wheels.

The wheels are those of ``requirements.lock`` that a report needs, for one platform and one version
of Python, with their hashes. ``bat-dau.py`` makes the environment from them on the other machine.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.tags import mac_platforms
from packaging.utils import canonicalize_name

from helpers import __version__
from helpers.core.errors import ParameterError
from helpers.core.workspace import PROJECT_ROOT, atomic_path

NAME = "bao-cao-dan-toc"
PROJECT, LOCK = "pyproject.toml", "requirements.lock"
FILES = Path(__file__).with_name("bundle_files")
PARTS = (
    "src/helpers",
    "data/reference",
    "data/raw",
    "data/edits",
    "notebooks",
    "docs/huong-dan.md",
    "docs/tu-tep-den-thu.md",
    "docs/images",
    "LICENSE",
)
REQUIREMENTS = "wheels/requirements.txt"
NEWEST_GLIBC = 28
"""Second number of the newest manylinux: systems since 2018 have it (RHEL 8, Debian 10)."""
NEWEST_MACOS = (15, 0)
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The same content gives the same bytes."""
RUNNABLE = (".sh", ".command")
_ENTRY = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==\S+(?: ; (?P<marker>[^\\]+?))?\s*\\?$")
_PARENT = re.compile(r"^    #(?: via)? +([a-z0-9][a-z0-9._-]*)", re.I)


@dataclass(frozen=True)
class Platform:
    """What pip and the markers of a lock call a platform; ``start`` is the file to click."""

    tags: tuple[str, ...]
    marker: dict[str, str]
    start: str


def _marker(sys_platform: str, system: str, machine: str, os_name: str = "posix") -> dict[str, str]:
    names = {"sys_platform": sys_platform, "platform_system": system, "os_name": os_name}
    return names | {"platform_machine": machine}


PLATFORMS = {
    "windows": Platform(("win_amd64",), _marker("win32", "Windows", "AMD64", "nt"), "bat-dau.bat"),
    "macos": Platform(
        tuple(mac_platforms(NEWEST_MACOS, "arm64")),
        _marker("darwin", "Darwin", "arm64"),
        "bat-dau.command",
    ),
    "linux": Platform(
        (*(f"manylinux_2_{n}_x86_64" for n in range(NEWEST_GLIBC, 4, -1)), "manylinux2014_x86_64"),
        _marker("linux", "Linux", "x86_64"),
        "bat-dau.sh",
    ),
}


@dataclass
class Locked:
    """A package of the lock: its lines without comments and marker, and what asks for it."""

    name: str
    marker: str
    lines: list[str]
    parents: list[str]


def locked_packages(text: str) -> Iterator[Locked]:
    """The packages of a lock that uv wrote."""
    current = None
    for line in text.splitlines():
        if entry := _ENTRY.match(line):
            if current:
                yield current
            first = line.split(" ; ")[0].rstrip(" \\") + " \\"
            current = Locked(entry["name"], entry["marker"] or "", [first], [])
        elif current and line.startswith("    --hash"):
            current.lines.append(line)
        elif current and (parent := _PARENT.match(line)):
            current.parents.append(canonicalize_name(parent[1]))
    if current:
        yield current


def needed_packages(text: str, direct: Iterable[str], marker: dict[str, str]) -> list[Locked]:
    """Those of a lock that ``direct`` ones need where the marker's values hold."""
    fitting = [
        package
        for package in locked_packages(text)
        if not package.marker or Marker(package.marker).evaluate(marker)
    ]
    needed: set[str] = set(map(canonicalize_name, direct))
    before = 0
    while len(needed) > before:
        before = len(needed)
        needed |= {p.name for p in fitting if needed & set(p.parents)}
    return [package for package in fitting if package.name in needed]


def requirements_for(platform: Platform, python: str) -> str:
    """Pinned and hashed requirements of a report. Raises ParameterError without the lock."""
    lock = PROJECT_ROOT / LOCK
    if not lock.is_file():
        raise ParameterError("cli.bundle_no_lock", file=LOCK)
    marker = platform.marker | {
        "python_version": python, "python_full_version": f"{python}.0",
        "implementation_name": "cpython", "platform_python_implementation": "CPython",
    }  # fmt: skip
    direct = [Requirement(text).name for text in _project()["dependencies"]]
    packages = needed_packages(lock.read_text(encoding="utf-8"), direct, marker)
    return "".join("\n".join(p.lines).rstrip(" \\") + "\n" for p in packages)


def _project() -> dict[str, Any]:
    return tomllib.loads((PROJECT_ROOT / PROJECT).read_text(encoding="utf-8"))["project"]


def download(requirements: Path, platform: Platform, python: str, folder: Path) -> None:
    """Fetch the wheels into ``folder``. Raises ParameterError where one cannot be had."""
    tags = [part for tag in platform.tags for part in ("--platform", tag)]
    abi = [
        part
        for name in (f"cp{python.replace('.', '')}", "abi3", "none")
        for part in ("--abi", name)
    ]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--only-binary", ":all:", *tags, *abi]
    command += ["--python-version", python, "--implementation", "cp"]
    command += ["--dest", str(folder), "--requirement", str(requirements)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise ParameterError("cli.bundle_not_fetched", reason=" ".join(lines[-1:]) or done.stderr)


def make_bundle(platform_name: str, python: str, target: Path) -> Path:
    """Write the ZIP file into the folder ``target``; its path. Raises ParameterError."""
    if platform_name not in PLATFORMS:
        known = ", ".join(PLATFORMS)
        raise ParameterError("cli.bundle_unknown", platform=platform_name, known=known)
    platform = PLATFORMS[platform_name]
    path = target / f"{NAME}-{__version__}-{platform_name}-python{python}.zip"
    with TemporaryDirectory(prefix="baocao-") as work:
        wheels = Path(work)
        requirements = wheels / Path(REQUIREMENTS).name
        requirements.write_text(requirements_for(platform, python), encoding="utf-8")
        download(requirements, platform, python, wheels)
        with atomic_path(path) as temporary, ZipFile(temporary, "w") as archive:
            for name, content in bundle_files(platform, python):
                _add(archive, name, content, ZIP_DEFLATED)
            for wheel in sorted(wheels.iterdir()):
                _add(archive, f"wheels/{wheel.name}", wheel.read_bytes(), ZIP_STORED)
    return path


def bundle_files(platform: Platform, python: str) -> Iterator[tuple[str, bytes]]:
    """Everything but the wheels: (name, content)."""
    for part in PARTS:
        whole = PROJECT_ROOT / part
        for path in [whole] if whole.is_file() else sorted(whole.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(PROJECT_ROOT).as_posix(), path.read_bytes()
    described = f"src/{NAME.replace('-', '_')}-{__version__}.dist-info"
    about = f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {__version__}\n"
    yield f"{described}/METADATA", about.encode("utf-8")
    yield f"{described}/entry_points.txt", _entry_points().encode("utf-8")
    for name in ("bat-dau.py", "DOC-TRUOC.txt", platform.start):
        text = (FILES / name).read_text(encoding="utf-8").replace("@PYTHON@", python)
        ends = "\r\n" if platform.start.endswith(".bat") and not name.endswith(".py") else "\n"
        yield name, text.replace("@START@", platform.start).replace("\n", ends).encode("utf-8")


def _entry_points() -> str:
    """By which papermill finds the engine that runs notebooks."""
    lines = []
    for group, entries in _project()["entry-points"].items():
        lines += [f"[{group}]", *(f"{name} = {target}" for name, target in entries.items())]
    return "\n".join([*lines, ""])


def _add(archive: ZipFile, name: str, content: bytes, compression: int) -> None:
    info = ZipInfo(f"{NAME}/{name}", EPOCH)
    info.compress_type = compression
    info.external_attr = (0o755 if name.endswith(RUNNABLE) else 0o644) << 16
    archive.writestr(info, content)
