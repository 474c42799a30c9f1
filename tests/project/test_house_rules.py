"""House rules as tests: thin notebooks, parameters cells, messages in two languages, docstrings."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest
import yaml

from helpers.core.messages import message
from helpers.stages.parameters import NOTEBOOKS as MODELS

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MESSAGES = ROOT / "src/helpers/core/messages"
MOST_CELLS, MOST_LINES = 15, 60
SOURCES = ROOT / "src/helpers"
ROOMS = sorted(path.parent.name for path in SOURCES.glob("*/__init__.py"))


def code_cells(path):
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_thin(path):
    cells = code_cells(path)
    lines = [line for cell in cells for line in cell.source.splitlines()]
    assert len(cells) <= MOST_CELLS and len(lines) <= MOST_LINES
    tree = ast.parse("\n".join(lines))
    kinds = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.Try, ast.Lambda)
    assert not [node for node in ast.walk(tree) if isinstance(node, kinds)]
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and n.value]
    assert not [text for text in texts if isinstance(text, str) and "/" in text], "no path literal"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_committed_without_outputs(path):
    for cell in code_cells(path):
        assert not cell.outputs and cell.execution_count is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_one_tagged_parameters_cell_annotated_and_commented(path):
    tagged = [c for c in code_cells(path) if "parameters" in c.metadata.get("tags", [])]
    assert len(tagged) == 1
    lines = tagged[0].source.splitlines()
    names = []
    for line in lines:
        match = re.fullmatch(r"(\w+): [\w\[\]]+ = [^#]+  # \S.*", line)
        assert match, f"not annotated and commented: {line}"
        names.append(match[1])
    assert names == list(MODELS[path.stem].model_fields)


@pytest.mark.parametrize("path", sorted((MESSAGES / "vi").glob("*.yml")), ids=lambda p: p.stem)
def test_every_message_exists_in_both_languages_with_the_same_fields(path):
    def fields(text):
        return set(re.findall(r"\{(\w+)", str(text)))

    vi = yaml.safe_load(path.read_text(encoding="utf-8"))
    en = yaml.safe_load((MESSAGES / "en" / path.name).read_text(encoding="utf-8"))
    assert vi.keys() == en.keys()
    assert [name for name in vi if fields(vi[name]) != fields(en[name])] == []


def test_every_message_that_code_asks_for_exists():
    known = {
        f"{path.stem}.{name}"
        for path in (MESSAGES / "vi").glob("*.yml")
        for name in yaml.safe_load(path.read_text(encoding="utf-8"))
    }
    topics = "|".join(path.stem for path in (MESSAGES / "vi").glob("*.yml"))
    pattern = re.compile(rf'(?<!f)"((?:{topics})\.[a-z_0-9]+)"')
    asked = {
        key
        for path in (ROOT / "src").rglob("*.py")
        for key in pattern.findall(path.read_text(encoding="utf-8"))
    }
    assert asked
    assert {key for key in asked - known if not key.endswith((".csv", ".py"))} == set()


def test_no_path_of_a_machine_in_the_project():
    pattern = re.compile(r'(?:^|[\s"\'=:(])/(?:root|home|Users|tmp|opt)/')
    hits = [
        f"{path.relative_to(ROOT)}"
        for folder in ("src", "notebooks", "data/reference", "docs", "scripts")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".ipynb", ".yml", ".csv", ".md", ".sh")
        and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert hits == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_progress_has_a_name_for_every_notebook(lang):
    for stage in MODELS:
        assert message(f"stages.stage_{stage}", lang)


def undescribed(path):
    """The module, and its public classes, functions and methods, that have no docstring."""

    def walk(node, name):
        if not ast.get_docstring(node):
            yield name
        for child in (
            node.body if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else ()
        ):
            kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
            if isinstance(child, kinds) and not child.name.startswith("_"):
                yield from walk(child, f"{name}:{child.name}")

    return list(walk(ast.parse(path.read_text(encoding="utf-8")), path.name))


def test_names_without_a_docstring_are_found(tmp_path):
    path = tmp_path / "sample.py"
    path.write_text(
        "class A:\n"
        '    """Described."""\n'
        "    def __init__(self): ...\n"
        "    def _private(self): ...\n"
        "    @property\n"
        "    def value(self): ...\n"
        "def f():\n"
        "    def within(): ...\n"
    )
    assert undescribed(path) == ["sample.py", "sample.py:A:value", "sample.py:f"]


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_name_is_described(room):
    paths = sorted((SOURCES / room).rglob("*.py"))
    assert paths
    assert [name for path in paths for name in undescribed(path)] == []


def test_the_package_is_described():
    assert undescribed(SOURCES / "__init__.py") == []
