"""No word of a head vanishes: it is held by the meaning, stands in the label, or is asked."""

import pytest
from office_sheets import read, values

from helpers.cleaning.recognition.model import Recognised

TITLE = "UBND HUYỆN MẪU 01\nKẾT QUẢ SẢN XUẤT 6 THÁNG ĐẦU NĂM 2023\n\n"


def shown(found: Recognised) -> str:
    return " ; ".join(question.shown for question in found.questions)


def test_a_season_of_last_year_is_of_the_same_part_of_that_year() -> None:
    heads = "Cây trồng|TH vụ Xuân 2022||TH vụ Xuân 2023|\n|DT (ha)|SL (tấn)|DT (ha)|SL (tấn)\n"
    rows = "Lúa xuân|#86.5|#494.7|#88.2|#512.4\nNgô xuân|#142.3|#619|#139.8|#617.9"
    found = values(read(TITLE + heads + rows, merged="B4:C4 D4:E4 A4:A5"))
    periods = {line.split(" | ")[0][:1]: line.split(" | ")[2:4] for line in found}
    assert periods["C"] == ["previous", "2022H1"]
    assert periods["E"] == ["actual", "2023H1"]


def test_a_season_that_is_not_over_is_asked() -> None:
    heads = "Cây trồng|TH vụ Mùa 2022 (ha)|TH vụ Mùa 2023 (ha)\n"
    found = read(TITLE + heads + "Lúa|#86.5|#88.2\nNgô|#142.3|#139.8")
    assert "vụ Mùa 2022" in shown(found)
    assert not any(line.startswith("B") for line in values(found))


def test_a_part_of_a_head_that_counts_something_stays_in_the_label() -> None:
    heads = "Thôn|Tổng số hộ|Tr.đó hộ nghèo DTTS|\n||Chăm|Ra-glai\n"
    rows = "Thôn Một Mẫu|#60|#18|#3\nThôn Hai Mẫu|#50|#9|#2\nCộng xã|#110|#27|#5"
    title = TITLE.replace("HUYỆN", "XÃ")
    found = values(read(title + heads + rows, merged="C4:D4 A4:A5 B4:B5", level="commune"))
    totals = [line for line in found if line.startswith(("C8", "D8"))]
    assert all("hộ nghèo" in line for line in totals)


@pytest.mark.parametrize("words", ["theo phương án B", "hội viên", "giống chất lượng cao"])
def test_words_that_no_meaning_holds_stand_in_the_label_or_are_asked(words: str) -> None:
    heads = f"Chỉ tiêu|ĐVT|KH 2023|TH 6 tháng 2023 {words}\n"
    found = read(TITLE + heads + "Đàn trâu|con|#130|#125\nĐàn bò|con|#90|#95")
    lines = [line for line in values(found) if line.startswith("D")]
    assert words in shown(found) or (lines and all(words in line for line in lines))
