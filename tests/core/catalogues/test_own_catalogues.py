"""A workspace's own catalogue files replace the project's file by file, and errors name the file.

Decision 7: the own file takes the place of the project's file of the same name, every other file
stays the project's, and a file under a new name is added.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.key_indicators import load_key_indicators
from helpers.core.catalogues.outlines import find_outline
from helpers.core.conversion import canonical_unit, convert, is_count
from helpers.core.errors import CatalogueError
from helpers.core.messages import language
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace

PERIOD = Period.parse("2023H1")
PROJECT = PROJECT_ROOT / "data" / "reference"


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


def project_text(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def own_file(workspace: Workspace, name: str, text: str) -> Path:
    path = workspace.root / "data" / "reference" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def without(text: str, code: str) -> str:
    """The rows that do not begin with ``code``."""
    return "".join(line for line in text.splitlines(True) if not line.startswith(f"{code},"))


def renamed(workspace: Workspace, code: str, *names: str) -> None:
    """Own copies of files of the project in which a code is another one."""
    for name in names:
        own_file(workspace, name, project_text(name).replace(code, f"{code}.own"))


def header(name: str) -> str:
    return project_text(name).splitlines(True)[0]


def row_of(name: str, code: str) -> int:
    """The row of ``code`` as a spreadsheet counts it."""
    lines = project_text(name).splitlines()
    return next(n for n, line in enumerate(lines, start=1) if line.startswith(f"{code},"))


def error_of(workspace: Workspace) -> str:
    with pytest.raises(CatalogueError) as caught:
        load_catalogues(workspace, PERIOD)
    return str(caught.value)


def test_own_file_replaces_the_file_of_its_name_and_no_other(workspace):
    name = "indicators/crops.csv"
    changed = project_text(name).replace("Diện tích lúa xuân,", "Diện tích lúa nương,", 1)
    own = own_file(workspace, name, changed)
    files = workspace.reference_files("indicators", "*.csv")
    assert [path.name for path in files] == sorted(p.name for p in PROJECT.glob("indicators/*.csv"))
    assert [path for path in files if not path.is_relative_to(PROJECT)] == [own]
    known = load_catalogues(workspace, PERIOD).indicators
    of_project = load_catalogues(Workspace(PROJECT_ROOT), PERIOD).indicators
    assert known["agri.spring_rice.area"].name_vi == "Diện tích lúa nương"
    assert list(known) == list(of_project)


def test_file_under_a_new_name_is_added(workspace):
    row = project_text("indicators/crops.csv").splitlines()[1]
    row = row.replace("agri.spring_rice.area", "agri.tea.area")
    own_file(workspace, "indicators/tea.csv", f"{header('indicators/crops.csv')}{row}\n")
    assert {"agri.tea.area", "agri.spring_rice.area"} <= set(
        load_catalogues(workspace, PERIOD).indicators
    )


def test_file_with_its_header_row_only_takes_the_projects_rows_away(workspace):
    own_file(workspace, "aliases/security.csv", header("aliases/security.csv"))
    forms = {form for form, _ in load_catalogues(workspace, PERIOD).aliases}
    assert "security" not in forms
    assert "health" in forms


def test_taking_away_what_is_still_used_is_refused_and_names_the_own_file(workspace):
    own_file(workspace, "indicators/crops.csv", header("indicators/crops.csv"))
    message = error_of(workspace)
    assert "indicators/crops.csv (của thư mục làm việc)" in message
    assert "aliases/agriculture.csv (của chương trình)" in message


def test_empty_document_is_refused_with_its_name(workspace):
    own_file(workspace, "forms/security.yml", "")
    assert "forms/security.yml (của thư mục làm việc)" in error_of(workspace)


def test_code_that_the_own_file_left_out_is_missed_there(workspace):
    name, code = "indicators/security.csv", "security.traffic.accidents"
    own_file(workspace, name, without(project_text(name), code))
    message = error_of(workspace)
    assert message.index(f"{name} (của thư mục làm việc)") < message.index("(của chương trình)")
    assert code in message
    assert "Sửa ô này" not in message, "the project's cell is right"


def test_code_that_no_file_ever_had_is_blamed_on_the_row_that_names_it(workspace):
    own_file(workspace, "aliases/mine.csv", "form,label,code\nsecurity,Số vụ,no.such\n")
    message = error_of(workspace)
    assert "aliases/mine.csv (của thư mục làm việc), dòng 2" in message
    assert "no.such" in message


def test_list_of_the_project_is_not_blamed_for_a_renamed_indicator(workspace):
    renamed(workspace, "agri.spring_rice.area", "indicators/crops.csv", "aliases/agriculture.csv")
    message = error_of(workspace)
    assert "indicators/crops.csv (của thư mục làm việc)" in message
    row = row_of("seasonal_shares.csv", "agri.spring_rice.area")
    assert f"seasonal_shares.csv (của chương trình), dòng {row}" in message


def test_key_indicators_of_the_project_are_not_blamed_for_a_renamed_indicator(workspace):
    files = ("indicators/crops.csv", "aliases/agriculture.csv", "seasonal_shares.csv")
    renamed(workspace, "agri.spring_rice.area", *files)
    known = load_catalogues(workspace, PERIOD)
    with pytest.raises(CatalogueError) as caught:
        load_key_indicators(workspace, PERIOD, known.known_codes)
    assert "indicators/crops.csv (của thư mục làm việc)" in str(caught.value)
    assert "key_indicators.csv (của chương trình)" in str(caught.value)


def test_outline_of_the_project_is_not_blamed_for_a_renamed_indicator(workspace):
    files = ("indicators/security.csv", "aliases/security.csv")
    renamed(workspace, "security.crime.theft.cases", *files)
    known = load_catalogues(workspace, PERIOD)
    with pytest.raises(CatalogueError) as caught:
        find_outline(known.outlines, PERIOD, "district", known.known_codes)
    assert "indicators/security.csv (của thư mục làm việc)" in str(caught.value)
    assert "packs/district-2020/outline.yml (của chương trình)" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "of_project"),
    [
        ("indicators/a.csv", "indicators/crops.csv"),
        ("indicators/z.csv", "indicators/crops.csv"),
        ("aliases/a.csv", "aliases/agriculture.csv"),
        ("aliases/z.csv", "aliases/agriculture.csv"),
    ],
)
def test_row_that_the_project_has_too_is_blamed_on_the_own_file(workspace, name, of_project):
    lines = project_text(of_project).splitlines(True)
    other = lines[1].replace("agri.spring_rice.area", "agri.spring_maize.area")
    own_file(workspace, name, lines[0] + (other if "aliases" in name else lines[1]))
    assert f"{name} (của thư mục làm việc), dòng 2" in error_of(workspace)


def test_form_with_a_second_file_is_refused_with_how_to_replace_it(workspace):
    own_file(workspace, "forms/an-ninh.yml", project_text("forms/security.yml"))
    message = error_of(workspace)
    assert "forms/an-ninh.yml (của thư mục làm việc)" in message
    assert "forms/security.yml (của chương trình)" in message
    assert "cùng tên" in message


def test_second_outline_for_the_same_units_is_refused_with_how_to_replace_it(workspace):
    own_file(
        workspace,
        "outlines/mine.yml",
        project_text("packs/district-2020/outline.yml").replace(
            "outline: provincial-2020\n",
            "outline: mine\nlevels: [district, province]\nvalid_from: 2020H1\nvalid_to: 2025H1\n",
        ),
    )
    known = load_catalogues(workspace, PERIOD)
    with pytest.raises(CatalogueError) as caught:
        find_outline(known.outlines, PERIOD, "district", known.known_codes)
    message = str(caught.value)
    assert message.index("outlines/mine.yml (của") < message.index(
        "packs/district-2020/outline.yml ("
    )
    assert "cùng tên" in message


def test_own_measures_replace_the_projects(workspace):
    row = "mẫu,area,0.36,mau (3600 m2),,mẫu Bắc Bộ\n"
    own_file(workspace, "measures.csv", project_text("measures.csv") + row)
    load_catalogues(workspace, PERIOD)
    assert convert(Decimal(5), "mẫu Bắc Bộ", "ha") == Decimal("1.8")
    load_catalogues(Workspace(PROJECT_ROOT), PERIOD)
    assert canonical_unit("mẫu Bắc Bộ") is None


def test_changed_measures_are_read_anew(workspace):
    text = project_text("measures.csv")
    own_file(workspace, "measures.csv", text)
    load_catalogues(workspace, PERIOD)
    assert not is_count("gốc chè")
    own_file(workspace, "measures.csv", text + "gốc chè,count:tea,1,tea plants,,\n")
    load_catalogues(workspace, PERIOD)
    assert is_count("gốc chè")


def test_unit_that_the_own_measures_left_out_is_missed_there(workspace):
    own_file(workspace, "measures.csv", without(project_text("measures.csv"), "tạ/ha"))
    message = error_of(workspace)
    row = row_of("indicators/crops.csv", "agri.spring_rice.yield")
    assert "measures.csv (của thư mục làm việc)" in message
    assert f"indicators/crops.csv (của chương trình), dòng {row}" in message
    assert "tạ/ha" in message


def test_own_indicators_do_not_answer_for_the_own_measures(workspace):
    name = "indicators/crops.csv"
    own_file(workspace, "measures.csv", without(project_text("measures.csv"), "tạ/ha"))
    own_file(workspace, name, project_text(name))
    message = error_of(workspace)
    assert message.startswith("Danh mục measures.csv (của thư mục làm việc)")
    assert f"{name} (của thư mục làm việc), dòng 3" in message


def test_row_that_names_what_its_own_file_left_out_is_the_one_to_mend(workspace):
    name = "indicators/crops.csv"
    own_file(workspace, name, without(project_text(name), "agri.spring_rice.area"))
    row = row_of(name, "agri.spring_rice.production") - 1
    assert f"{name} (của thư mục làm việc), dòng {row}, cột «inputs»" in error_of(workspace)


def test_unit_that_no_measure_has_is_blamed_on_its_indicator(workspace):
    text = project_text("indicators/crops.csv").replace(",ha,", ",hecta,", 1)
    own_file(workspace, "indicators/crops.csv", text)
    message = error_of(workspace)
    assert "indicators/crops.csv (của thư mục làm việc), dòng 2, cột «unit_of_measure»" in message


def test_errors_are_in_english_where_that_is_the_language(workspace):
    own_file(workspace, "indicators/crops.csv", header("indicators/crops.csv"))
    with language("en"):
        message = error_of(workspace)
    assert "indicators/crops.csv (the workspace's own)" in message
    assert "(the project's)" in message


def test_own_file_under_a_former_name_is_refused_with_its_present_name(workspace):
    own_file(workspace, "pace.csv", project_text("seasonal_shares.csv"))
    message = error_of(workspace)
    assert "pace.csv (của thư mục làm việc)" in message
    assert "seasonal_shares.csv" in message


def test_column_under_its_former_and_its_present_name_is_refused(workspace):
    name = "indicators/crops.csv"
    first, rest = project_text(name).split("\n", 1)
    own_file(workspace, name, f"{first},project\n{rest}")
    assert "project" in error_of(workspace)


def test_a_budget_line_that_no_programme_has_is_refused(workspace):
    text = project_text("indicators/programme.csv").replace(",DA4,", ",DA44,", 1)
    assert ",DA44," in text
    own_file(workspace, "indicators/programme.csv", text)
    message = error_of(workspace)
    assert "«DA44»" in message and "programme.csv" in message
