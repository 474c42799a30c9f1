"""README and docs/ are true: links, paths, commands, options, modules, tables, messages exist."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from helpers.core.tables import TABLES
from helpers.stages.notebooks.start_panels import STAGE_OUTPUTS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
MESSAGES = ROOT / "src/helpers/core/messages/en"
EXAMPLES = ("handicraft", "start.is_md")
"""Words of names that a recipe has the reader make."""
REAL_CAPITALS = ("CHANGELOG", "LICENSE", "README")
LEFT_BY_RUNS = ("data/processed", "data/raw", "data/sent", "reports")
FOLDERS = ("data", "docs", "notebooks", "reports", "scripts", "src", "tests")
FILE_SUFFIXES = {
    "csv",
    "html",
    "ipynb",
    "json",
    "md",
    "parquet",
    "py",
    "toml",
    "txt",
    "xlsx",
    "yml",
}

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))


@cache
def builder():
    """The script that writes the generated pages."""
    spec = spec_from_file_location("build_docs", ROOT / "scripts/build_docs.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def options() -> dict[str, set[str]]:
    """Command → its options."""
    return {
        name: {opt for param in command.params for opt in (*param.opts, *param.secondary_opts)}
        for name, command in builder().commands().items()
    }


@cache
def message_names() -> dict[str, set[str]]:
    """Topic → names of its messages."""
    files = sorted(MESSAGES.glob("*.yml"))
    return {f.stem: set(yaml.safe_load(f.read_text(encoding="utf-8"))) for f in files}


def without_fences(text: str) -> str:
    return re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)


def spans(page: Path) -> list[str]:
    """What is between backticks, line breaks as blanks."""
    text = without_fences(page.read_text(encoding="utf-8"))
    return [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", text)]


def fenced_lines(page: Path) -> list[str]:
    blocks = re.findall(r"^ *```.*?\n(.*?)^ *```", page.read_text("utf-8"), re.M | re.S)
    return [line.strip() for block in blocks for line in block.splitlines()]


def is_placeholder(name: str) -> bool:
    """True for PERIOD/UNIT.csv, *.csv and the like, and for names that an example makes."""
    stems = [Path(part).stem for part in name.split("/")]
    return (
        bool(set("*…<{|") & set(name))
        or any(stem.isupper() and stem not in REAL_CAPITALS for stem in stems)
        or any(example in name for example in EXAMPLES)
    )


def anchors(page: Path) -> set[str]:
    """The anchors that a page gets from its headings."""
    found: list[str] = []
    text = without_fences(page.read_text(encoding="utf-8"))
    for title in re.findall(r"^#+ +(.+?) *$", text, flags=re.MULTILINE):
        plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", title).lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        found.append(f"{slug}-{found.count(slug)}" if slug in found else slug)
    return set(found)


def command_lines(page: Path) -> Iterator[tuple[str, str]]:
    """(command, what follows it) of every call of ``baocao`` in code."""
    for text in (*spans(page), *fenced_lines(page)):
        for call in re.split(r"(?:^|[\s/])baocao\s+", f" {text}")[1:]:
            name, _, rest = call.partition(" ")
            yield name, re.split(r"[#;→]", rest)[0]


@every_page
def test_every_link_leads_to_a_file_and_an_anchor(page):
    text = without_fences(page.read_text(encoding="utf-8"))
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


@every_page
def test_every_path_exists(page):
    paths = [span.rstrip("/") for span in spans(page) if span.split("/")[0] in FOLDERS]
    named = [p for p in paths if "/" in p and " " not in p and not is_placeholder(p)]
    wanted = [path for path in named if not path.startswith(LEFT_BY_RUNS)]
    assert [path for path in wanted if not (ROOT / path).exists()] == []


@every_page
def test_every_command_and_option_exists(page):
    wrong = []
    for names, rest in command_lines(page):
        for name in names.split("|"):
            if not re.fullmatch(r"[a-z]+", name):
                continue
            asked = re.findall(r"(?<![\w-])--?[a-z][a-z-]*", rest)
            if name not in options():
                wrong.append(name)
            else:
                wrong += [f"{name} {option}" for option in asked if option not in options()[name]]
    every = set().union(*options().values())
    alone = [re.split(r"[ =]", span)[0] for span in spans(page) if span.startswith("--")]
    assert wrong + [option for option in alone if option not in every] == []


@every_page
def test_every_module_and_name_in_it_exists(page):
    names = {span.removesuffix("()") for span in spans(page) if span.startswith("helpers.")}
    assert [name for name in sorted(names) if not exists(name)] == []


def exists(name: str) -> bool:
    """True for a module, or for something in it."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[cut:]:
            if not hasattr(found, attribute):
                return False
            found = getattr(found, attribute)
        return True
    return False


@every_page
def test_every_column_and_message_exists(page):
    wrong = []
    for span in spans(page):
        match = re.fullmatch(r"([a-z_]+)\.([a-z_0-9]+)", span)
        if not match or match[2] in FILE_SUFFIXES or is_placeholder(span):
            continue
        known = set(TABLES.get(match[1], ())) | message_names().get(match[1], set())
        if known and match[2] not in known:
            wrong.append(span)
    assert wrong == []


@every_page
def test_every_make_target_exists(page):
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    asked = [span.split()[1] for span in spans(page) if re.match(r"make [a-z]", span)]
    assert [name for name in asked if name not in targets] == []


def test_architecture_names_the_tables_that_the_stages_leave():
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `notebooks/(\w+)\.ipynb` \|.*\| (.*) \|$", text, re.MULTILINE)
    listed = {stage: set(re.findall(r"`(\w+)`", left)) for stage, left in rows}
    for stage, left in listed.items():
        assert left <= set(TABLES), stage
    for stage, left in STAGE_OUTPUTS.items():
        assert listed[stage] == set(left), stage


@pytest.mark.parametrize("name", builder().PAGES)
def test_generated_page_is_current(name):
    """If not: ``python scripts/build_docs.py``."""
    assert (DOCS / name).read_text(encoding="utf-8") == builder().PAGES[name]()


def test_every_command_has_a_section_of_its_own():
    headings = re.findall(r"^## baocao ([\w-]+)$", (DOCS / "commands.md").read_text("utf-8"), re.M)
    assert headings == list(options())


def test_every_page_is_in_the_index():
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in DOCS.glob("*.md")} - {"README.md"}
    assert pages == set(re.findall(r"\]\(([\w-]+\.md)\)", index))


def test_decisions_are_numbered_dated_and_in_their_index():
    index = (DOCS / "decisions/README.md").read_text(encoding="utf-8")
    files = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    for number, path in enumerate(files, start=1):
        lines = path.read_text(encoding="utf-8").splitlines()
        title = lines[0].removeprefix(f"# {number}. ")
        found = re.fullmatch(r"Date: (\d{4}-\d\d-\d\d)\. Status: (.+)\.", lines[2])
        assert path.name.startswith(f"{number:04d}-") and found, path.name
        assert f"| {number} | [{title}]({path.name}) | {found[1]} | {found[2]} |" in index
        for heading in ("## Context", "## Decision", "## Consequences"):
            assert heading in lines, path.name


def example_rows() -> list[tuple[list[str], str]]:
    """(the two catalogues that the text names last, row) of the recipes' examples of CSV rows."""
    text = (DOCS / "contributing.md").read_text(encoding="utf-8")
    return [
        (re.findall(r"`(data/reference/[^`]*(?:csv|/))`", text[: block.start()])[-2:], row.strip())
        for block in re.finditer(r"^ *```(\w*)\n(.*?)^ *```", text, re.M | re.S)
        for row in (block[2].splitlines() if not block[1] else ())
    ]


@pytest.mark.parametrize(("catalogues", "row"), example_rows())
def test_an_example_row_has_the_cells_of_its_catalogue(catalogues, row):
    paths = [ROOT / name for name in catalogues]
    files = [f for path in paths for f in (path.glob("*.csv") if path.is_dir() else [path])]
    headers = [next(csv.reader(f.open(encoding="utf-8-sig"))) for f in files]
    assert len(next(csv.reader([row]))) in {len(header) for header in headers}
