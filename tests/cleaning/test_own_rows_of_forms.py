"""Rows with figures that a form does not know: asked like own tables, never only refused."""

from grids import workbook_of

from helpers.cleaning import clean_workbooks
from helpers.cleaning.cleaning_log import CleaningLog
from helpers.cleaning.question_records import question_of
from helpers.cleaning.recognition.model import Answer, Meaning
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.tables import records_of
from helpers.core.workspace import PROJECT_ROOT, Workspace

FILE = "04_nong_nghiep.xlsx"
GRID = """UBND HUYỆN BẠCH THÔNG
BIỂU SỐ LIỆU NÔNG NGHIỆP 6 THÁNG ĐẦU NĂM 2023
STT|Chỉ tiêu|Đơn vị tính|Kế hoạch năm 2023|Thực hiện 6 tháng đầu năm 2023
1|Lúa xuân
|Diện tích|ha|1200|1180
2|Cây dược liệu|ha|30|12,5
|Sa nhân|ha|20|10,5
3|Diện tích nhà lưới|ha|4|3,5
|Trong đó: nhà lưới trồng rau|ha|2|1,5"""
OWN_ROWS = {f"{column}{row}" for row in (6, 7, 8, 9) for column in "DE"}


def cleaned(*answers):
    catalogues = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))
    book = workbook_of(GRID, "04_nong_nghiep", FILE)
    tables = clean_workbooks([book], catalogues, "bach-thong", CleaningLog(), answers).tables
    return tables, [question_of(row) for row in records_of(tables["questions"])]


def cells_of(question):
    for where in question.where:
        first, _, last = where.cells.partition(":")
        yield from {first, last or first}


def test_every_row_that_the_form_does_not_know_is_asked_and_none_is_stored():
    tables, questions = cleaned()
    stored = {r["cell"]: r["indicator"] for r in records_of(tables["observations"])}
    assert stored == {"D5": "agri.spring_rice.area", "E5": "agri.spring_rice.area"}
    assert {cell for question in questions for cell in cells_of(question)} >= OWN_ROWS


def test_the_answer_makes_an_own_indicator_of_a_row_that_was_taken_for_a_group():
    _, questions = cleaned()
    (question,) = [q for q in questions if "D8" in cells_of(q)]
    answer = Answer(question.key, Meaning(label="Diện tích nhà lưới"), "Cán bộ Mẫu", "2023-06-20")
    tables, left = cleaned(answer)
    found = {
        r["cell"]: (r["measure"], float(r["value"]), r["label"])
        for r in records_of(tables["observations"])
        if r["indicator"].startswith("own.")
    }
    assert found == {
        "D8": ("plan", 4, "Diện tích nhà lưới"),
        "E8": ("actual", 3.5, "Diện tích nhà lưới"),
    }
    refused = {r["cell"] for r in records_of(tables["quarantine"])}
    assert not refused & {"D8", "E8"}
    assert not any("D8" in cells_of(q) for q in left)
