"""The bench of whole offices: its scorer, its robot, and the changed copies of an office."""

import shutil
from pathlib import Path

import pytest
from offices_changed import second_period, with_words_replaced, words_replaced, years_moved
from offices_product import Outcome, run, workspace_of
from offices_robot import Robot
from offices_score import STATES, STORED, Score, Scorer, inside, read_rows

from helpers.cleaning.recognition.model import Meaning, Question, SheetCells
from helpers.core.catalogues.mappings import load_mappings
from helpers.core.periods import Period

OFFICE = Path(__file__).with_name("00-huyen-mau-00")
CROPS, HOUSES, CALENDAR = "San xuat 6T-2023.csv", "Nha o.csv", "Lich truc 2023.csv"


@pytest.fixture(scope="module")
def scorer():
    return Scorer.load(OFFICE.with_name("units.csv"), OFFICE.with_name("catalogue_codes.csv"))


@pytest.fixture
def robot(scorer):
    return Robot.of(OFFICE, scorer)


def stored(cell, value, unit, measure="actual", file=CROPS, **others):
    row = {"file": file, "cell": cell, "value": value, "unit": unit, "measure": measure}
    return {**dict.fromkeys(STORED, ""), **row, **others}


def question(asked, *where, kind="column", proposals=()):
    cells = tuple(SheetCells(file, "", area) for file, area in where)
    return Question(kind, "k", tuple(asked.split()), cells, "", "", "", proposals)


RICE = {"code": "agri.spring_rice.area", "period": "2023H1"}
OWN = {"code": "own.nha-van-hoa", "label": "Số nhà văn hóa thôn", "period": "2023H1"}


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (stored("F5", "105.6", "ha", **RICE), "right"),
        (stored("F5", "1056000", "m²", **RICE), "right"),
        (stored("F5", "105.6", "ha", label="Diện tích lúa xuân"), "kept"),
        (stored("F5", "105.6", "tấn", **RICE), "wrong"),
        (stored("F5", "105.7", "ha", **RICE), "wrong"),
        (stored("F5", "105.6", "ha", "plan", **RICE), "wrong"),
        (stored("F5", "105.6", "ha", **RICE | {"period": "2022H1"}), "wrong"),
        (stored("F5", "105.6", "ha", **RICE | {"code": "livestock.buffaloes.herd"}), "wrong"),
        (stored("F5", "105.6", "ha", breakdown="xã=Xã Khác", **RICE), "wrong"),
        (stored("E5", "110", "ha", "plan", **RICE | {"period": "2023"}), "right"),
        (stored("F7", "42", "nhà", **OWN), "right"),
        (stored("F7", "42", "nhà", **OWN | {"label": "Doanh thu bán hàng"}), "wrong"),
    ],
)
def test_state_of_one_stored_figure(scorer, row, state):
    counts = scorer.score(OFFICE, [row], []).counts
    assert counts[state] == 1
    assert counts["lost"] == counts["figures"] - 1


def test_a_unit_that_the_list_lacks_is_right_where_the_sheet_prints_it(scorer):
    of_truth = {"value": "286", "tolerance": "0", "unit_standard": "người", "unit_printed": ""}
    row = {"value": "286", "unit": "vị"}
    assert scorer.value_faults(row, of_truth | {"shown": "286 vị"}) == []
    assert scorer.value_faults(row, of_truth | {"shown": "286", "label_path": "Sư (vị)"}) == []
    assert scorer.value_faults(row, of_truth | {"shown": "286 người"}) == ["unit"]
    assert scorer.value_faults(row | {"value": "287"}, of_truth | {"shown": "286 vị"}) != []


def test_figures_asked_lost_and_stored_where_nothing_may_be(scorer):
    rows = [
        stored("F5", "105.6", "ha", **RICE),
        stored("F5", "105.6", "con", **RICE),
        stored("B3", "3", "ngày", file=CALENDAR),
        stored("B2", "1", "ha"),
    ]
    asked = [
        {"file": CROPS, "sheet": "", "cell": "D5:D6"},
        {"file": HOUSES, "sheet": "", "cell": ""},
    ]
    counts = scorer.score(OFFICE, rows, asked).counts
    # 12 figures of crops and 2 × 3 of houses; the rice area is stored twice, once wrongly
    assert {name: counts[name] for name in STATES} == {
        "right": 0,
        "kept": 0,
        "asked": 8,
        "lost": 9,
        "wrong": 3,
    }
    assert (counts["figures"], counts["stored"], counts["stray"]) == (18, 1, 1)


@pytest.mark.parametrize(
    ("cell", "area", "within"),
    [
        ("C5", "C5", True),
        ("C5", "B4:D6", True),
        ("E5", "B4:D6", False),
        ("AA12", "12", True),
        ("AA12", "AA", True),
        ("A12", "AA", False),
        ("A1", "", True),
    ],
)
def test_areas(cell, area, within):
    assert inside(cell, area) is within


@pytest.mark.parametrize(
    ("asked", "where", "answer"),
    [
        ("measure period", [(CROPS, "D")], Meaning(measure="previous", period="2022H1")),
        ("measure", [(CROPS, "D"), (CROPS, "F")], None),
        ("unit", [(CROPS, "F5")], Meaning(unit="ha")),
        ("unit", [(CROPS, "F5:F6")], None),
        ("is_figure measure", [(CROPS, "F")], Meaning(measure="actual")),
        ("indicator", [(CROPS, "5")], Meaning(code="agri.spring_rice.area")),
        ("indicator", [(CROPS, "7")], Meaning(label="Số nhà văn hóa thôn")),
        ("measure", [(CROPS, "A5:A7")], Meaning(is_figure=False)),
        ("measure", [(CROPS, "4")], Meaning(is_figure=False)),
        ("is_figure", [(CALENDAR, "")], Meaning(is_figure=False)),
        ("is_figure", [(CROPS, "D5:G7"), (CROPS, "A5:A7")], None),
        ("is_figure", [(CALENDAR, ""), (CROPS, "")], None),
    ],
)
def test_robot_answers_where_the_cells_agree(robot, asked, where, answer):
    assert robot.meaning(question(asked, *where)) == answer


def test_robot_reads_cells_of_several_figures_by_their_parts(robot):
    done = Meaning(measure="actual", period="2023H1", unit="căn")
    whole = Meaning(measure="plan", period="2023", unit="căn")
    share = Meaning(measure="pct_plan", period="2023H1", unit="%")
    asked = question("parts", (HOUSES, "B4:B5"), kind="pattern")
    assert robot.meaning(asked) == Meaning(parts=(done, whole, share))
    assert robot.meaning(question("measure", (HOUSES, "B4"))) is None


def test_part_that_is_no_figure(robot):
    key = (HOUSES, "", "B5")
    robot.cells[key] = [row for row in robot.cells[key] if row["measure"] != "plan"]
    three = (Meaning(parts=(Meaning(), Meaning(), Meaning())),)
    answer = robot.meaning(question("parts", (HOUSES, "B5"), proposals=three))
    assert [part.is_figure for part in answer.parts] == [True, False, True]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("TH 6T/2022", "TH 6T/2023"),
        ("Đến 31.5.2023", "Đến 31.5.2024"),
        ("vụ Đông Xuân 2022-2023", "vụ Đông Xuân 2023-2024"),
        ("giai đoạn 2021-2025", "giai đoạn 2021-2025"),
        ("12.023,5", "12.023,5"),
        ("2.023,5", "2.023,5"),
        ("Số 1719/QĐ-TTg", "Số 1719/QĐ-TTg"),
    ],
)
def test_years_moved(before, after):
    assert years_moved(before) == after


def test_words_replaced():
    words = {"kế hoạch": "mức phấn đấu", "KH": "MPĐ", "xã": "khu lỵ"}
    assert words_replaced("KẾ HOẠCH năm", words) == "MỨC PHẤN ĐẤU năm"
    assert words_replaced("% KH; KHO", words) == "% MPĐ; KHO"
    assert words_replaced("Xã Mẫu 05, các xã", words, "Xã Mẫu 05") == "Xã Mẫu 05, các khu lỵ"


def test_second_period_of_an_office(tmp_path, scorer):
    later = second_period(OFFICE, tmp_path / "later", scorer)
    assert read_rows(later / "office.csv")[0]["period"] == "2024H1"
    truth = read_rows(later / "truth.csv")
    assert {row["period"] for row in truth} == {"2023H1", "2024H1", "2024"}
    assert {row["file"] for row in truth} == {"San xuat 6T-2024.csv", HOUSES}
    text = (later / "files" / "San xuat 6T-2024.csv").read_text(encoding="utf-8")
    assert "TH 6T/2023,KH 2024,TH 6T/2024" in text
    assert '"104,5"' in text


def test_office_with_other_words(tmp_path):
    changed = with_words_replaced(OFFICE, tmp_path / "changed", {"KH": "MPĐ", "căn": "nóc"})
    text = (changed / "files" / HOUSES).read_text(encoding="utf-8")
    assert "41/60 nóc (68,33%)" in text
    (row,) = [r for r in read_rows(changed / "truth.csv") if r["value"] == "41"]
    assert (row["unit_printed"], row["unit_meant"], row["unit_standard"]) == ("nóc", "căn", "nhà")


def test_product_over_the_office(scorer):
    outcome = run(OFFICE, scorer)
    counts = outcome.score.counts
    assert counts["figures"] == 18
    assert (counts["lost"], counts["wrong"], counts["stored"]) == (0, 0, 0)


def test_answers_are_kept_where_the_product_looks(tmp_path, robot):
    asked = [question("measure period", (CROPS, "D")), question("unit", (CROPS, "F"))]
    earlier = Outcome(Score(), asked, robot.answers(asked), Period.parse("2023H1"))
    unit_period = workspace_of(OFFICE, tmp_path, earlier)
    (answer,) = load_mappings(unit_period.workspace, unit_period.unit.key)
    assert (answer.meaning.measure, answer.meaning.period) == ("previous", "own-1")


@pytest.mark.parametrize("level", ["commune", "province"])
def test_office_of_another_level(tmp_path, level):
    office = tmp_path / "office"
    shutil.copytree(OFFICE, office)
    about = (office / "office.csv").read_text(encoding="utf-8").replace("district", level)
    (office / "office.csv").write_text(about, encoding="utf-8")
    assert workspace_of(office, tmp_path / "work", None).unit.level == level


def test_nothing_received_is_lost(tmp_path, scorer):
    shutil.copytree(OFFICE, tmp_path / OFFICE.name)
    (tmp_path / OFFICE.name / "files" / CROPS).unlink()
    assert run(tmp_path / OFFICE.name, scorer).score.counts["lost"] == 12
