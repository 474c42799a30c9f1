"""Tables of a tagged PDF: empty cells, a header on every page, a total behind."""

from __future__ import annotations

import pytest
import weasyprint

from helpers.audit.examine import examine_file
from helpers.audit.readers import read_passages

HEAD = ("Đơn vị", "Số hộ", "Kinh phí", "Ghi chú")
# One cell in three is empty; every row has another one.
ROWS = [
    (f"Xã Mẫu {n:02d}", str(100 + n) if n % 3 else "", f"{n},5" if n % 3 != 1 else "", "")
    for n in range(1, 61)
]
HOUSEHOLDS = sum(100 + n for n in range(1, 61) if n % 3)


def write(path, total: int, *, is_tagged: bool = True) -> None:
    rows = [HEAD, *ROWS, ("Tổng cộng", f"{total:,}".replace(",", "."), "", "")]
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    body = "".join(f"<tr>{row}</tr>" for row in cells[1:])
    table = f"<table><thead><tr>{cells[0]}</tr></thead><tbody>{body}</tbody></table>"
    page = f"<p>Kết quả như sau.</p>{table}<p>Trồng rừng đạt kết quả khá.</p>"
    weasyprint.HTML(string=page).write_pdf(path, pdf_tags=is_tagged)


def test_a_table_over_pages_is_read_with_its_empty_cells(tmp_path):
    write(tmp_path / "a.pdf", HOUSEHOLDS)
    passages = read_passages(tmp_path / "a.pdf")
    rows = [passage.cells for passage in passages if passage.table]
    assert rows[:-1] == [HEAD, *ROWS]
    assert {passage.table for passage in passages if passage.table} == {1}
    told = [passage.text for passage in passages if not passage.table]
    assert " ".join(told) == "Kết quả như sau. Trồng rừng đạt kết quả khá."


@pytest.mark.parametrize(("slip", "wrong"), [(0, []), (100, ["Tổng cộng"])])
def test_a_wrong_total_is_found(tmp_path, slip, wrong):
    write(tmp_path / "a.pdf", HOUSEHOLDS + slip)
    passages = read_passages(tmp_path / "a.pdf")
    found = [item for item in examine_file(tmp_path / "a.pdf") if item.is_contradiction]
    assert [passages[item.passage].cells[0] for item in found] == wrong


def test_without_tags_it_stays_text(tmp_path):
    write(tmp_path / "a.pdf", HOUSEHOLDS, is_tagged=False)
    passages = read_passages(tmp_path / "a.pdf")
    assert not any(passage.table for passage in passages)
    assert "Xã Mẫu 60" in " ".join(passage.text for passage in passages)
