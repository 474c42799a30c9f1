"""Money of two programmes in an office's own tables of 2026: each row is of the programme that its
title or group names; where several may be meant, a person is asked."""

import pytest
from office_sheets import catalogues, read

from helpers.cleaning.recognised_records import RecognisedRecords
from helpers.cleaning.recognition.model import Answer, Meaning
from helpers.cleaning.recognition.programme_words import all_named

OLD_TITLE = "Giải ngân Chương trình MTQG DTTS&MN (QĐ 1719/QĐ-TTg)"
NEW_TITLE = "Giải ngân Chương trình MTQG giai đoạn 2026-2035"
HEAD = "STT|Nội dung|KH năm 2026|Giải ngân đến 30/6/2026"
GENERAL = "Giải ngân các chương trình mục tiêu quốc gia năm 2026"
OLD_ROWS = "1|Dự án 1|100|50\n2|Dự án 2|200|120"
NEW_ROWS = "I|Hợp phần thứ nhất|500|60\n1|NDTP 02|300|40\nII|Hợp phần 2|600|70"
OLD_CODES = {
    "mtqg.DA1.total": {"plan": 100, "actual": 50},
    "mtqg.DA2.total": {"plan": 200, "actual": 120},
}
NEW_CODES = {
    "mtqg26.HP1.total": {"plan": 500, "actual": 60},
    "mtqg26.HP1.NDTP02.total": {"plan": 300, "actual": 40},
    "mtqg26.HP2.total": {"plan": 600, "actual": 70},
}
UNIT = "Đơn vị: triệu đồng"
BOTH_MONEYS = (("vốn", "năm nay và kéo dài"),)


def found_in(*grids, **options):
    found = read(*grids, period="2026H1", level="commune", **options)
    codes: dict[str, dict[str, int]] = {}
    for figure in found.figures:
        if figure.meaning.code.startswith("mtqg") and figure.meaning.breakdown != BOTH_MONEYS:
            assert not figure.meaning.breakdown
            measures = codes.setdefault(figure.meaning.code, {})
            assert measures.setdefault(figure.meaning.measure, figure.value) == figure.value
    return codes, found


def table(title, rows, head=HEAD):
    return f"{title}\n{UNIT}\n{head}\n{rows}"


SIDE_BY_SIDE = f"""
{OLD_TITLE}|||||{NEW_TITLE}
Đơn vị: triệu đồng|||||Đơn vị: triệu đồng
{HEAD}||{HEAD}
1|Dự án 1|100|50||I|Hợp phần thứ nhất|500|60
2|Dự án 2|200|120||1|NDTP 02|300|40
|||||II|Hợp phần 2|600|70
"""
GROUPS = f"A|Chương trình MTQG theo Quyết định 1719||\n{OLD_ROWS}\nB|{NEW_TITLE[9:]}||\n{NEW_ROWS}"


@pytest.mark.parametrize(
    "grids",
    [
        (table(GENERAL, GROUPS),),
        (table(OLD_TITLE, OLD_ROWS), table(NEW_TITLE, NEW_ROWS)),
        (f"{table(OLD_TITLE, OLD_ROWS)}\n\n{table(NEW_TITLE, NEW_ROWS)}",),
        (SIDE_BY_SIDE,),
    ],
    ids=["groups of one table", "one sheet each", "one below the other", "side by side"],
)
def test_each_row_is_of_the_programme_named_above_it(grids):
    codes, found = found_in(*grids)
    assert codes == OLD_CODES | NEW_CODES
    assert not found.questions


def test_rows_below_a_programme_that_is_none_of_them_get_no_line():
    others = "C|Chương trình MTQG giảm nghèo bền vững||\n1|Dự án 1|7|3\n2|Dự án 2|8|4"
    rows = f"A|Chương trình MTQG theo Quyết định 1719||\n{OLD_ROWS}\n{others}\n|Tổng cộng|315|177"
    codes, _ = found_in(table(GENERAL, rows))
    assert codes == OLD_CODES


def test_the_total_of_several_programmes_is_that_of_none():
    codes, _ = found_in(table(GENERAL, f"{GROUPS}\n|Tổng cộng|1400|300"))
    assert codes == OLD_CODES | NEW_CODES


def test_a_total_below_the_title_of_one_programme_is_that_of_the_programme():
    codes, _ = found_in(table(NEW_TITLE, f"{NEW_ROWS}\n|Tổng cộng|1100|130"))
    assert codes == NEW_CODES | {"mtqg26.MTQG26.total": {"plan": 1100, "actual": 130}}


def test_lines_below_a_title_of_no_programme_are_asked_once():
    grid = table(GENERAL, OLD_ROWS)
    codes, found = found_in(grid)
    assert not codes and not found.figures
    (question,) = found.questions
    assert question.proposals[0].code == "mtqg.MTQG.total"
    said = Answer(question.key, question.proposals[0], "Người Mẫu", "2026-07-01")
    codes, found = found_in(grid, answers=(said,))
    assert codes == OLD_CODES and not found.questions
    own = Answer(question.key, Meaning(label="Chương trình khác"), "Người Mẫu", "2026-07-01")
    codes, found = found_in(grid, answers=(own,))
    assert not codes and not found.questions and len(found.figures) == 4


def test_a_row_with_the_name_of_another_line_is_no_line():
    rows = "1|Dự án 1: Nâng cao năng lực cán bộ ở cơ sở|100|50\n2|Dự án 2|200|120"
    codes, _ = found_in(table(OLD_TITLE, rows))
    assert set(codes) == {"mtqg.DA2.total"}


def test_projects_of_a_place_are_no_lines_of_a_programme():
    codes, found = found_in(table("Danh mục dự án vùng dân tộc thiểu số năm 2026", OLD_ROWS))
    assert not codes and not found.questions


def test_the_years_of_a_programme_are_no_other_programme():
    named = all_named((OLD_TITLE, "Giai đoạn 2021-2025"), catalogues("2026H1").programmes)
    assert [root.code for root in named.roots] == ["MTQG"] and not named.is_other


def test_kinds_and_sources_of_money_are_those_of_the_catalogue():
    head = "TT|Nội dung|KH năm 2026|KH năm 2026|KH năm 2026|KH năm 2026"
    below = "||NSTW - vốn đầu tư|NSTW - vốn sự nghiệp|Ngân sách xã|Tín dụng chính sách"
    rows = "I|Hợp phần 1|1|2|3|4\nII|Hợp phần 2|5|6|7|8"
    codes, _ = found_in(table(NEW_TITLE, rows, f"{head}\n{below}"))
    capitals = ("central.investment", "central.recurrent", "local.commune", "credit")
    expected = {
        f"mtqg26.{line}.{capital}": {"plan": value}
        for line, values in (("HP1", (1, 2, 3, 4)), ("HP2", (5, 6, 7, 8)))
        for capital, value in zip(capitals, values, strict=True)
    }
    assert codes == expected


def test_money_carried_over_stands_apart():
    head = "TT|Nội dung|Vốn năm 2025 kéo dài|Giải ngân vốn năm 2025 kéo dài đến 30/6/2026"
    codes, _ = found_in(table(OLD_TITLE, OLD_ROWS, head))
    assert codes == {f"{c[:8]}.carried.total": values for c, values in OLD_CODES.items()}


def test_money_of_two_earlier_years_is_not_taken_for_all_of_it():
    head = "TT|Nội dung|Vốn năm 2024 kéo dài|Vốn năm 2025 kéo dài"
    codes, _ = found_in(table(OLD_TITLE, OLD_ROWS, head))
    assert not codes


BOTH_ROWS = "I|Hợp phần 1|100|50\nII|Hợp phần 2|200|120"


def test_a_total_of_both_moneys_is_not_that_of_the_year():
    head = "TT|Nội dung|KH năm 2026|KH năm 2026\n||Tổng số|Trong đó: vốn kéo dài năm 2025"
    codes, _ = found_in(table(NEW_TITLE, BOTH_ROWS, head))
    carried = ("mtqg26.HP1.carried.total", "mtqg26.HP2.carried.total")
    assert codes == dict(zip(carried, ({"plan": 50}, {"plan": 120}), strict=True))


def test_a_column_that_includes_money_carried_over_is_not_only_that():
    head = "TT|Nội dung|KH năm 2026 (gồm cả vốn năm 2025 kéo dài)|Giải ngân đến 30/6/2026"
    codes, _ = found_in(table(NEW_TITLE, BOTH_ROWS, head))
    assert not any("plan" in measures for measures in codes.values())


def test_a_column_of_another_programme_gives_no_figure_of_the_line():
    head = "TT|Nội dung|KH năm 2026|KH năm 2026 của chương trình MTQG giảm nghèo bền vững"
    codes, _ = found_in(table(OLD_TITLE, OLD_ROWS, head))
    assert codes == {"mtqg.DA1.total": {"plan": 100}, "mtqg.DA2.total": {"plan": 200}}


def test_lines_of_both_programmes_are_rows_of_the_programme_table():
    head = "TT|Nội dung|Vốn năm 2025 kéo dài|Giải ngân vốn năm 2025 kéo dài đến 30/6/2026"
    _, found = found_in(table(OLD_TITLE, OLD_ROWS, head), table(NEW_TITLE, NEW_ROWS))
    made = RecognisedRecords(catalogues("2026H1"))
    made.add_all(found.figures)
    names = ("programme", "budget_line", "capital", "item", "value")
    rows = {tuple(row[name] for name in names) for row in made.programme}
    assert ("MTQG-DTTS-2021-2025", "DA2", "carried.total", "disbursed", 120) in rows
    assert ("MTQG-2026-2035", "HP1.NDTP02", "total", "allocated", 300) in rows
    assert len(rows) == 10 and not made.detailed_figures


def test_a_row_that_names_another_programme_is_no_line():
    rows = "1|Dự án 1 (Chương trình MTQG giảm nghèo bền vững)|100|50\n2|Dự án 2|200|120"
    codes, _ = found_in(table(OLD_TITLE, rows))
    assert set(codes) == {"mtqg.DA2.total"}
