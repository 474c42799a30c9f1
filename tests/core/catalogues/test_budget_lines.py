"""Budget lines are known by programme and code; level, number and section are columns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.core.catalogues import load_catalogues
from helpers.core.errors import CatalogueError, InputError
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace

HEADER = """\
programme,code,parent,level,number,name_vi,name_en,capital,annex,valid_from,valid_to,section,prefix
"""
OWN = "data/reference/packs/trial/programme.csv"
PERIOD = Period.parse("2023H1")
POVERTY = """MTQG-GNBV,MTQG,,programme,,Giảm nghèo,Poverty programme,investment,,,,,{prefix}
MTQG-GNBV,DA1,MTQG,project,1,Hạ tầng huyện nghèo,Infrastructure,investment,,,,,
"""


def workspace_with(folder: Path, rows: str) -> Workspace:
    """A workspace with a pack of its own besides those of the project."""
    path = folder / OWN
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + rows, encoding="utf-8")
    return Workspace(folder)


def programmes_of(folder: Path, rows: str):
    workspace = workspace_with(folder, rows)
    return load_catalogues(workspace, PERIOD).programmes


def test_programmes_with_equal_codes_are_kept_apart(tmp_path):
    programmes = programmes_of(tmp_path, POVERTY.format(prefix="poor"))
    minorities, poverty = programmes.roots()
    assert len(programmes.of(minorities)) == 51 and len(programmes.of(poverty)) == 2
    assert [line.name_en for line in programmes.projects(poverty)] == ["Infrastructure"]
    assert minorities.indicator("total") == "mtqg.MTQG.total"
    assert poverty.indicator("total") == "poor.MTQG.total"
    assert len(programmes.written("DA1")) == 2
    assert programmes.written("MTQG-GNBV/DA1") == programmes.projects(poverty)


def test_a_code_of_several_programmes_needs_its_programme(tmp_path):
    programmes = programmes_of(tmp_path, POVERTY.format(prefix=""))
    assert programmes.find("MTQG-GNBV", "DA1").name_en == "Infrastructure"
    assert programmes.find(None, "DA2").number == "2"
    with pytest.raises(InputError, match="DA1"):
        programmes.find(None, "DA1")


def test_without_a_prefix_the_programmes_own_code_begins_the_codes_of_figures(tmp_path):
    _, poverty = programmes_of(tmp_path, POVERTY.format(prefix="")).roots()
    assert poverty.indicator("total") == "MTQG-GNBV.MTQG.total"


def test_a_prefix_is_of_one_programme(tmp_path):
    with pytest.raises(CatalogueError, match="dòng 2, cột «prefix»"):
        programmes_of(tmp_path, POVERTY.format(prefix="mtqg"))


def test_a_line_without_a_section_has_that_of_its_level(tmp_path):
    row = (
        "MTQG-DTTS-2021-2025,P11,MTQG,project,11,Dự án mới,New project,investment,,2021H1,2025,,\n"
    )
    programmes = programmes_of(tmp_path, row)
    (added,) = programmes.written("P11")
    (first,) = programmes.written("DA1")
    (root,) = programmes.roots()
    assert added.section == first.section != root.section


def test_an_unknown_kind_of_capital_is_located(tmp_path):
    row = "MTQG-DTTS-2021-2025,P11,MTQG,project,11,Dự án mới,New project,invest,,,,,\n"
    with pytest.raises(CatalogueError, match="dòng 2, cột «capital»"):
        programmes_of(tmp_path, row)


def test_an_output_of_a_code_of_several_programmes_must_name_its_programme(tmp_path):
    """The project's own indicators do: they load beside a programme with the same codes."""
    workspace = workspace_with(tmp_path, POVERTY.format(prefix="poor"))
    same = "MTQG-GNBV,DA4,MTQG,project,4,Việc làm,Jobs,recurrent,,,,,\n"
    path = workspace.root / OWN
    path.write_text(path.read_text(encoding="utf-8") + same, encoding="utf-8")
    works = load_catalogues(workspace, PERIOD).indicators["programme.infrastructure.works_special"]
    assert (works.programme, works.budget_line) == ("MTQG-DTTS-2021-2025", "DA4")
    folder = tmp_path / "data/reference/indicators"
    folder.mkdir()
    for file in (PROJECT_ROOT / "data/reference/indicators").glob("*.csv"):
        text = file.read_text(encoding="utf-8").replace(",MTQG-DTTS-2021-2025\n", ",\n")
        (folder / file.name).write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"programme\.infrastructure.*DA4"):
        load_catalogues(workspace, PERIOD)


# What a program would write that takes level or number from the letters of a code.
CODE_SHAPES = re.compile(
    r"""["'](?:T?DA|ND|MTQG|mtqg)\b"""  # a piece of a code
    r"""|["'](?:I|II|III|IV|V)\.\d"""  # the number of a section
    r"""|\bcode\.(?:split|r?partition|startswith|removeprefix|count)\("""
)


@pytest.mark.parametrize(
    "path", sorted((PROJECT_ROOT / "src").rglob("*.py")), ids=lambda path: path.stem
)
def test_no_module_reads_the_letters_of_a_code_or_names_a_section(path):
    text = path.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if CODE_SHAPES.search(line)] == []


@pytest.mark.parametrize(
    "line",
    [
        'whole = budget[~budget["project"].str.startswith("DA")]',
        'digits = str(project).removeprefix("DA")',
        '"section": "III.1.3" if line.level != "programme" else "III.1.2",',
        'line, capital = code.removeprefix(BUDGET_PREFIX).rsplit(".", 1)',
        'BUDGET_PREFIX = "mtqg."',
        "key = f'mtqg.{line}.{capital}'",
    ],
)
def test_the_search_finds_what_stood_in_the_program_once(line):
    assert CODE_SHAPES.search(line)
