"""A broken catalogue names file, row, column and reason."""

from pathlib import Path

import pytest

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.forms import Form, load_aliases
from helpers.core.catalogues.indicators import Indicator, load_indicators
from helpers.core.catalogues.loading import CatalogueRow, KnownCodes, load_document, load_table
from helpers.core.catalogues.outlines import Outline, find_outline
from helpers.core.catalogues.packs import load_documents
from helpers.core.catalogues.units import Succession, Unit
from helpers.core.errors import CatalogueError
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace

HEADER = ",".join(list(Indicator.model_fields)[:21])
GOOD = "a.b,Tên,Name,tên,ha,II.1,crops,,year_to_date,sum,,,,up,2,0,100,actual,,,"
HECTARES = KnownCodes("measures", {"ha"})
OTHER = GOOD.replace("a.b", "c.d")


class ThreeColumns(CatalogueRow):
    """A catalogue of three columns."""

    indicator: str
    part: str
    reason: str


def written(tmp_path: Path, *lines: str, name: str = "crops.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (GOOD.replace("year_to_date", "sometimes"), "time_basis", "sometimes"),
        (GOOD.replace(",0,100,", ",zero,100,"), "minimum", "không phải là số"),
        (GOOD.replace(",2,0,", ",two,0,"), "decimals", "số nguyên"),
        (GOOD.replace("sum,,,,", "sum,ratio,,,"), "", "inputs"),
        (GOOD.replace("sum,,,,", "sum,magic,a.b,,"), "formula", "magic"),
        (OTHER.replace("sum,,,,", "sum,sum_of_parts,no.such,,"), "inputs", "no.such"),
        (GOOD, "code", "a.b"),
    ],
)
def test_broken_indicator_row_is_located(tmp_path, row, column, reason):
    path = written(tmp_path, HEADER, GOOD, row)
    with pytest.raises(CatalogueError) as caught:
        load_indicators([path], HECTARES)
    message = str(caught.value)
    assert "crops.csv" in message and "dòng 3" in message
    assert column in message and reason in message


def test_missing_column_is_named(tmp_path):
    path = written(tmp_path, HEADER.replace("decimals", "decimal"), GOOD)
    with pytest.raises(CatalogueError, match="decimals"):
        load_table(path, Indicator)


def test_missing_file_is_named(tmp_path):
    with pytest.raises(CatalogueError, match=r"units\.csv"):
        load_table(tmp_path / "units.csv", Unit)


def test_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "units.csv"
    path.write_bytes("code,key\nđ".encode("utf-16"))
    with pytest.raises(CatalogueError, match="UTF-8"):
        load_table(path, Unit)


def test_broken_yaml_names_its_line(tmp_path):
    path = written(tmp_path, "form: x", "files: [", name="form.yml")
    with pytest.raises(CatalogueError, match=r"form\.yml"):
        load_document(path, Outline)


@pytest.mark.parametrize("sign", ["\u202e", "\u2067", "\u200f", "\x07"])
@pytest.mark.parametrize(("name", "load"), [("x.yml", load_document), ("x.csv", load_table)])
def test_a_hidden_character_is_refused_with_its_line_and_name(tmp_path, name, load, sign):
    path = written(tmp_path, "first: 1", f"second: a{sign}b", name=name)
    with pytest.raises(CatalogueError, match=rf"dòng 2 .*U\+{ord(sign):04X}"):
        load(path, Outline if name.endswith("yml") else Unit)


def test_unknown_role_in_a_form_is_named(tmp_path):
    text = (PROJECT_ROOT / "data/reference/forms/culture.yml").read_text(encoding="utf-8")
    path = written(tmp_path, text.replace("      actual:", "      actuall:", 1), name="culture.yml")
    with pytest.raises(CatalogueError, match="actuall"):
        load_documents([path], Form)


def test_alias_for_an_unknown_indicator_is_located(tmp_path):
    path = written(tmp_path, "form,label,code", "x,Lúa,no.such", name="x.csv")
    with pytest.raises(CatalogueError, match="dòng 2"):
        load_aliases([path], KnownCodes("indicators", {"a.b"}))


def test_successions_are_typed_and_name_known_units():
    root = PROJECT_ROOT / "data/reference"
    codes = {unit.code for unit in load_table(root / "units.csv", Unit)}
    rows = load_table(root / "unit_successors.csv", Succession)
    assert len(rows) > 10_000
    assert not [row for row in rows if not {row.old_code, row.new_code} <= codes]


def test_the_projects_own_catalogues_load_and_fit_each_other():
    catalogues = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))
    assert len(catalogues.indicators) > 150
    (root,) = catalogues.programmes.roots()
    assert len(catalogues.programmes.projects(root)) == 10
    for indicator in catalogues.indicators.values():
        line = (indicator.programme, indicator.budget_line)
        assert indicator.budget_line is None or line in catalogues.programmes.budget_lines


@pytest.mark.parametrize("row, cells", [("a.b,1", 2), ("a.b,1,x,y", 4)])
def test_a_row_with_other_cells_than_the_header_is_counted(tmp_path, row, cells):
    path = tmp_path / "document_kinds.csv"
    path.write_text(f"indicator,part,reason\n{row}\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_table(path, ThreeColumns)
    assert f"dòng 2: có {cells} ô, dòng tiêu đề có 3 cột" in str(caught.value)


def test_every_code_of_every_outline_is_in_a_catalogue():
    workspace = Workspace(PROJECT_ROOT)
    outlines = load_catalogues(workspace, Period.parse("2023H1")).outlines.values()
    assert outlines
    for outline in outlines:
        known = load_catalogues(workspace, Period.parse(outline.valid_to or outline.valid_from))
        for level in outline.levels:
            found = find_outline(
                known.outlines, known.period, level, known.known_codes, outline.chain
            )
            assert found.outline == outline.outline
