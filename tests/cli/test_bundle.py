"""The offline package: what goes in for each platform, and setting up from it without a network."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from zipfile import ZipFile

import pytest

from helpers.cli import bundle
from helpers.cli.bundle import PLATFORMS, bundle_files, make_bundle, needed_packages
from helpers.core.errors import ParameterError
from helpers.core.workspace import PROJECT_ROOT

HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
LOCK = """\
asked==1 \\
    --hash=sha256:aa \\
    --hash=sha256:ab
    # via bao-cao-dan-toc (pyproject.toml)
below==2 ; sys_platform == 'win32' \\
    --hash=sha256:bb
    # via
    #   asked
    #   tested
below-it==3 \\
    --hash=sha256:cc
    # via below
tested==4 \\
    --hash=sha256:dd
    # via bao-cao-dan-toc (pyproject.toml)
"""
STUB = "import sys; sys.path.insert(0, 'x'); import kept; print(kept.WORD, *sys.argv[1:])\n"


def names_for(platform, python="3.13"):
    lines = bundle.requirements_for(PLATFORMS[platform], python).splitlines()
    assert all("==" in line or line.lstrip().startswith("--hash=sha256:") for line in lines)
    return {line.split("==")[0] for line in lines if not line.startswith(" ")}


@pytest.mark.parametrize(
    ("system", "names"), [("win32", ["asked", "below", "below-it"]), ("linux", ["asked"])]
)
def test_what_is_needed_is_asked_for_by_something_needed_on_the_platform(system, names):
    found = needed_packages(LOCK, ["asked"], {"sys_platform": system})
    assert [package.name for package in found] == names
    assert found[0].lines == ["asked==1 \\", "    --hash=sha256:aa \\", "    --hash=sha256:ab"]


def test_each_platform_has_its_own_packages_and_none_of_the_tests():
    windows, linux = names_for("windows"), names_for("linux")
    assert {"pywinpty", "colorama"} <= windows - linux
    assert "ptyprocess" in linux - windows or "pexpect" in linux - windows
    for names in (windows, linux, names_for("macos", "3.11")):
        assert {"jupyterlab", "pandas", "typst", "papermill"} <= names
        assert not {"pytest", "playwright", "mypy", "ruff"} & names


def test_the_files_are_complete_and_name_the_python_that_is_needed():
    found = dict(bundle_files(PLATFORMS["windows"], "3.13"))
    assert {"notebooks/00_start.ipynb", "data/reference/units.csv", "DOC-TRUOC.txt"} <= set(found)
    edits = [path.relative_to(PROJECT_ROOT) for path in PROJECT_ROOT.glob("data/edits/*/*.yml")]
    assert edits and {path.as_posix() for path in edits} <= set(found), "or the report is another"
    assert not [name for name in found if "__pycache__" in name or name.startswith("tests")]
    assert b"py -3.13 bat-dau.py" in found["bat-dau.bat"]
    assert found["bat-dau.bat"].count(b"\r\n") == found["bat-dau.bat"].count(b"\n")
    assert found["bat-dau.bat"].isascii(), "a command window may have any code page"
    assert not [name for name in ("bat-dau.py", "DOC-TRUOC.txt") if b"@" in found[name]]
    points = next(text for name, text in found.items() if name.endswith("entry_points.txt"))
    assert b"[papermill.engine]\nbaocao-in-process = helpers.batch.engine" in points


def test_an_unknown_platform_is_answered_with_the_known_ones(tmp_path):
    with pytest.raises(ParameterError, match="windows, macos, linux"):
        make_bundle("solaris", "3.13", tmp_path)


def test_the_same_content_gives_the_same_bytes(tmp_path, monkeypatch):
    def fetch(requirements, platform, python, folder):
        (folder / "a-1-py3-none-any.whl").write_bytes(b"wheel")

    monkeypatch.setattr(bundle, "download", fetch)
    first, second = (make_bundle("linux", "3.13", tmp_path / name) for name in "ab")
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(first) as archive:
        names = archive.namelist()
        assert "bao-cao-dan-toc/wheels/a-1-py3-none-any.whl" in names
        start = archive.getinfo("bao-cao-dan-toc/bat-dau.sh")
        assert start.external_attr >> 16 & 0o111


@pytest.fixture
def unpacked(tmp_path):
    """A package whose only wheel is made here, in a folder with blanks and accents."""
    folder = tmp_path / "Báo cáo của tôi"
    for name, content in bundle_files(PLATFORMS["linux"], HERE):
        if name.startswith("bat-dau"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    wheel = folder / "wheels" / "kept-1-py3-none-any.whl"
    wheel.parent.mkdir()
    with ZipFile(wheel, "w") as archive:
        archive.writestr("kept.py", "WORD = 'đã cài'\n")
        archive.writestr(
            "kept-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: kept\nVersion: 1\n"
        )
        archive.writestr(
            "kept-1.dist-info/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        archive.writestr("kept-1.dist-info/RECORD", "kept.py,,\nkept-1.dist-info/RECORD,,\n")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (folder / "wheels/requirements.txt").write_text(f"kept==1 --hash=sha256:{digest}\n")
    package = folder / "src/helpers/cli"
    package.mkdir(parents=True)
    (package / "__main__.py").write_text(STUB, encoding="utf-8")
    return folder


def start(folder, *arguments):
    """Run the start file with the network cut, where the system allows to."""
    cut = ["unshare", "-rn"]
    is_allowed = (
        shutil.which("unshare") and not subprocess.run([*cut, "true"], check=False).returncode
    )
    command = [*(cut if is_allowed else []), "sh", str(folder / "bat-dau.sh"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_it_sets_itself_up_once_without_a_network_and_again_when_moved(unpacked, tmp_path):
    first = start(unpacked, "run", "--unit", "bach-thong")
    assert first.stdout.splitlines()[-1] == "đã cài run --unit bach-thong", first.stderr
    assert "Đang cài lần đầu" in first.stdout
    assert start(unpacked).stdout == "đã cài lab\n"
    moved = unpacked.rename(tmp_path / "chỗ khác")
    wheel = next(moved.glob("wheels/*.whl"))
    wheel.write_bytes(wheel.read_bytes() + b"x")
    damaged = start(moved)
    assert "Đang cài lần đầu" in damaged.stdout and "Chưa cài được" in damaged.stdout
    assert damaged.returncode and "lab" not in damaged.stdout


def test_another_python_is_answered_in_a_sentence(unpacked):
    text = (unpacked / "bat-dau.py").read_text(encoding="utf-8")
    (unpacked / "bat-dau.py").write_text(text.replace(f'"{HERE}"', '"3.99"'), encoding="utf-8")
    other = start(unpacked)
    assert other.returncode == 2 and "Cần Python 3.99" in other.stdout
