"""Percentages that name an indicator: confirmed, corrected or asked by the figures beside them.

Each expected value follows from its own row: 345 of 3.320 households are 10,4 %.
"""

from office_sheets import lines, read, values

from helpers.cleaning.recognition.model import Answer, Meaning

TITLE = "UBND HUYỆN MẪU 01\nKẾT QUẢ GIẢM NGHÈO 6 THÁNG ĐẦU NĂM 2023\n\n"
HEAD = "Xã|Tổng số hộ|Hộ nghèo||Hộ nghèo DTTS|\n||Số hộ|Tỷ lệ (%)|Số hộ|Tỷ lệ (%)\n"
MERGED = "C4:D4 E4:F4 A4:A5 B4:B5"


def _questions(found):
    return {(q.kind, w.cells) for q in found.questions for w in q.where if not _is_near(q)}


def _is_near(question):
    """True for the question of a name near one of the catalogue, whose figures are kept."""
    return bool(question.proposals[0].code)


POOR = TITLE + "Xã|Hộ nghèo|\n|Số hộ|Tỷ lệ (%)\n"


def _of_two(third, last):
    return (
        TITLE
        + HEAD
        + (
            f"Xã Mẫu 01.1|#1100|#120|{third[0]}|#115|{last[0]}\n"
            f"Xã Mẫu 01.2|#2220|#225|{third[1]}|#210|{last[1]}\n"
            f"Toàn huyện|#3320|#345|{third[2]}|#325|{last[2]}"
        )
    )


def test_a_share_of_another_figure_is_not_taken_as_the_rate_of_its_name():
    found = read(_of_two(("#10.9", "#10.1", "#10.4"), ("#95.8", "#93.3", "#94.2")), merged=MERGED)
    assert _questions(found) == {("indicator", "F6:F8")}
    assert lines("D8 | Hộ nghèo > Tỷ lệ | actual | 2023H1 | 10.4 | %") <= values(found)


def test_the_answer_says_what_the_share_is():
    grid = _of_two(("#10.9", "#10.1", "#10.4"), ("#95.8", "#93.3", "#94.2"))
    (question,) = [q for q in read(grid, merged=MERGED).questions if "F6" in str(q.where)]
    label = "Tỷ lệ hộ nghèo DTTS trong hộ nghèo"
    answer = Answer(question.key, Meaning(label=label), "A", "2023-07-01")
    found = read(grid, merged=MERGED, answers=[answer])
    (figure,) = [f for f in found.figures if f.cell.address == "F8"]
    assert (figure.meaning.label, str(figure.value)) == (label, "94.2")


def test_fractions_that_the_row_proves_are_per_cent():
    found = read(
        _of_two(("#0.109", "#0.101", "#0.104"), ("#95.8", "#93.3", "#94.2")), merged=MERGED
    )
    (figure,) = [f for f in found.figures if f.cell.address == "D8"]
    assert (str(figure.value), figure.meaning.unit) == ("10.4", "%")


def test_fractions_that_nothing_proves_are_asked():
    grid = TITLE + "Chỉ tiêu|ĐVT|6 tháng 2023\nTỷ lệ hộ nghèo|%|#0.104\nTỷ lệ che phủ|%|#70.5"
    found = read(grid)
    assert _questions(found) == {("cell", "C5")}


def test_a_small_rate_with_its_percent_sign_is_no_fraction():
    grid = TITLE + "Chỉ tiêu|ĐVT|6 tháng 2023\nTỷ lệ hộ nghèo|%|0,14 %\nTỷ lệ che phủ|%|#70.5"
    assert lines("C5 | Tỷ lệ hộ nghèo | actual | 2023H1 | 0.14 | %") <= values(read(grid))


def test_a_column_of_shares_of_its_total_holds_no_rates():
    grid = POOR + ("Xã Mẫu 01.1|#120|#34.8\nXã Mẫu 01.2|#225|#65.2\nToàn huyện|#345|#100")
    found = read(grid, merged="B4:C4 A4:A5")
    rates = {f.meaning.measure for f in found.figures if f.cell.column == 3}
    assert rates == {"share"} and _questions(found) == set()


def test_parts_that_are_100_together_are_asked_where_nothing_says_of_what():
    grid = TITLE + ("Xã|Hộ vay vốn|Tỷ lệ hộ nghèo (%)\nXã Mẫu 01.1|#7|#34.8\nXã Mẫu 01.2|#9|#65.2")
    assert ("indicator", "C5:C6") in _questions(read(grid))


def test_rates_of_plan_that_are_written_as_fractions_are_per_cent():
    grid = TITLE + (
        "Chỉ tiêu|ĐVT|KH 2023|TH 6T/2023|TH/KH (%)\n"
        "Cây mẫu A|ha|#650|#300|#0.4615\nCây mẫu B|ha|#300|#135|#0.45"
    )
    assert values(read(grid)) >= lines("""
        E5 | Cây mẫu A | pct_plan | 2023H1 | 46.15 | %
        E6 | Cây mẫu B | pct_plan | 2023H1 | 45 | %
    """)
