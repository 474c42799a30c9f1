"""Rows that are sources of the money of one programme are its budget figures."""

from office_sheets import catalogues, read

from helpers.cleaning.mapping_answers import is_usable
from helpers.cleaning.recognition.model import Answer
from helpers.core.catalogues.mappings import StoredMeaning
from helpers.stages.mapping.vocabulary import vocabulary_of

HEAD = (
    "STT|Nguồn vốn|Vốn đầu tư|Vốn đầu tư|Vốn thường xuyên|Vốn thường xuyên\n"
    "||Kế hoạch giao|Giải ngân|Kế hoạch giao|Giải ngân"
)
ROWS = (
    "1|Ngân sách trung ương|#420|#136|#118|#20\n2|Ngân sách tỉnh|#42|#14|#11|#2\n"
    "3|Ngân sách xã|#3|#1|#2|#1\n|Tổng cộng|#465|#151|#131|#23"
)
TITLE = "GIẢI NGÂN 6 THÁNG ĐẦU NĂM 2026"
PROGRAMME = "Chương trình mục tiêu quốc gia giai đoạn 2026-2035"
UNIT = "ĐVT: triệu đồng"
MERGED = "C4:D4 E4:F4"


def figures(grid, merged=MERGED):
    found = read(grid, level="commune", period="2026H1", merged=merged)
    return found, {
        (f.meaning.code.removeprefix("mtqg26.MTQG26."), f.meaning.measure, f.meaning.breakdown): f
        for f in found.figures
    }


def test_sources_in_rows_and_kinds_in_heads_below_the_name_of_a_programme():
    found, by_meaning = figures(f"{TITLE}\n{PROGRAMME}\n{UNIT}\n{HEAD}\n{ROWS}")
    assert not found.questions and len(by_meaning) == 16
    assert by_meaning["central.investment", "plan", ()].value == 420
    assert by_meaning["central.recurrent", "actual", ()].value == 20
    assert by_meaning["local.province.investment", "plan", ()].value == 42
    assert by_meaning["local.commune.recurrent", "actual", ()].value == 1
    assert by_meaning["investment", "actual", ()].value == 151
    assert by_meaning["recurrent", "plan", ()].value == 131


def test_a_title_that_may_speak_of_a_part_of_a_programme_is_asked():
    title = f"VỐN HỖ TRỢ NHÀ Ở THUỘC {PROGRAMME.upper()}, 6 THÁNG ĐẦU NĂM 2026"
    found, _ = figures(f"{title}\n{UNIT}\n{HEAD}\n{ROWS}", "C3:D3 E3:F3")
    (question,) = (q for q in found.questions if q.kind == "indicator")
    assert not found.figures
    assert [p.code for p in question.proposals] == ["mtqg26.MTQG26.total"]


def test_sources_below_the_row_of_a_programme_keep_their_words():
    rows = ROWS.rpartition("\n")[0]
    head = HEAD.replace("Nguồn vốn", "Nội dung")
    whole = f"I|Chương trình MTQG giai đoạn 2026-2035|#465|#151|#131|#23\n{rows}"
    found, by_meaning = figures(f"{TITLE}\n\n{UNIT}\n{head}\n{whole}")
    assert not found.questions and len(by_meaning) == 16
    assert by_meaning["central.investment", "plan", ()].value == 420
    assert by_meaning["investment", "plan", ()].value == 465


CARRIED = (
    "GIẢI NGÂN 6 THÁNG ĐẦU NĂM 2026\nChương trình MTQG theo QĐ 1719\nĐVT: triệu đồng\n"
    "STT|Dự án|Kế hoạch vốn|Giải ngân\n1|Dự án 4: Đầu tư cơ sở hạ tầng thiết yếu|#90|#40\n"
    "2|Dự án 5: Phát triển giáo dục đào tạo nâng cao chất lượng nguồn nhân lực|#56|#42\n"
    "|Tiểu dự án 3: Đào tạo nghề|#56|#42\n"
)


def test_a_line_with_the_number_of_a_budget_line_and_another_name_is_asked():
    found = read(CARRIED, level="commune", period="2026H1")
    (question,) = found.questions
    assert {f.cell.row for f in found.figures} == {5, 6}
    assert question.proposals[0].code == "mtqg.DA5.TDA3.total" and question.proposals[1].label
    answers = [Answer(question.key, question.proposals[0], "An", "2026-06-01")]
    found = read(CARRIED, level="commune", period="2026H1", answers=answers)
    codes = {f.meaning.code for f in found.figures if f.cell.row == 7}
    assert not found.questions and codes == {"mtqg.DA5.TDA3.total"}
    answers = [Answer(question.key, question.proposals[1], "An", "2026-06-01")]
    found = read(CARRIED, level="commune", period="2026H1", answers=answers)
    assert not found.questions and len({f.meaning.code for f in found.figures}) == 3


def test_an_answer_that_names_a_budget_line_can_be_chosen_and_is_used():
    catalogue = catalogues("2026H1")
    meaning = StoredMeaning(code="mtqg.DA5.TDA3.total")
    assert is_usable(meaning, catalogue)
    assert "mtqg.DA5.TDA3.total" in vocabulary_of(catalogue).indicators.values()
