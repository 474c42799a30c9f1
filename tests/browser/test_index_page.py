"""The index of a batch, used by clicking and typing."""

from __future__ import annotations

import re
import unicodedata

import pytest
from playwright.sync_api import expect

from helpers.core.messages import message
from helpers.export.html.index_page import IndexCell, IndexPage, IndexRow, Link, render_index

# In the order of the Vietnamese alphabet: a ă â b c d đ, and numbers within names by size.
NAMES = ["Xã Ai", "Xã Ăn", "Xã Âm", "Xã Bình 2", "Xã Bình 10", "Xã Dung", "Xã Đông"]
FIGURES = ["9", "1000", "", "100", "0", "-5", "20.5"]
SORTED = ["-5", "0", "9", "20.5", "100", "1000", ""]


@pytest.fixture(scope="module")
def province_index(province):
    return province[0].root / "reports/2023H1/index.html"


@pytest.fixture
def invented_index(tmp_path):
    """Units out of order, two of them without a report."""
    given = dict(zip(NAMES, FIGURES, strict=True))
    rows = [
        IndexRow(
            name,
            "failed" if name in ("Xã Dung", "Xã Đông") else "done",
            "Không lập được" if name in ("Xã Dung", "Xã Đông") else "Đã lập",
            (Link("HTML", "other.html"),),
            (IndexCell(f"{value} ha" if value else "", value),),
        )
        for name, value in sorted(given.items(), key=lambda item: item[0][::-1])
    ]
    columns = ("Đơn vị", "Tình trạng", "Báo cáo", "Diện tích")
    statuses = [("done", "Đã lập"), ("failed", "Không lập được")]
    page = tmp_path / "index.html"
    page.write_text(
        render_index(IndexPage("T", "s", "c", columns, rows, statuses), "vi"), encoding="utf-8"
    )
    (tmp_path / "other.html").write_text("<title>x</title>", encoding="utf-8")
    return page


def shown(page) -> list[str]:
    """Names of the rows that are to be seen."""
    return page.locator("tbody tr:visible th").all_inner_texts()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dong", ["Xã Đông"]),
        ("Đông", ["Xã Đông"]),
        ("ĐÔNG ", ["Xã Đông"]),
        (unicodedata.normalize("NFD", "đông"), ["Xã Đông"]),
        ("binh 1", ["Xã Bình 10"]),
        ("khong lap", ["Xã Dung", "Xã Đông"]),
        ("huyện", []),
        ("", NAMES),
    ],
)
def test_search_reads_with_and_without_marks(invented_index, visit, typed, found):
    with visit(invented_index) as seen:
        seen.page.locator("#search").fill("x")
        seen.page.locator("#search").fill(typed)
        expect(seen.page.locator("#shown")).to_have_text(f"{len(found)}/{len(NAMES)}")
        assert sorted(shown(seen.page)) == sorted(found)


def test_sort_knows_the_alphabet_and_numbers(invented_index, visit):
    with visit(invented_index) as seen:
        page = seen.page
        page.get_by_role("button", name="Đơn vị").click()
        assert shown(page) == NAMES
        page.get_by_role("button", name="Đơn vị").click()
        assert shown(page) == NAMES[::-1]
        page.get_by_role("button", name="Diện tích").click()
        values = page.locator("tbody tr td:last-child").all_inner_texts()
        assert [value.removesuffix(" ha") for value in values] == SORTED
        assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Diện tích")
        page.get_by_role("button", name="Diện tích").click()
        last = page.locator("tbody tr td:last-child").last
        assert last.inner_text() == "", "what is missing stands last either way"


def test_choice_is_there_again_when_one_comes_back(invented_index, visit):
    with visit(invented_index) as seen:
        page = seen.page
        page.get_by_role("button", name="Đơn vị").click()
        page.get_by_role("button", name="Đơn vị").click()
        page.locator("#status").select_option("failed")
        page.locator("#search").fill("d")
        expect(page).to_have_url(re.compile("q=d"))
        before = shown(page)
        assert before == ["Xã Đông", "Xã Dung"]
        for leave in (lambda: page.get_by_role("link", name="Xã Dung").first.click(), page.reload):
            leave()
            if page.title() == "x":
                page.go_back()
            expect(page.locator("#shown")).to_have_text("2/7")
            assert shown(page) == before
            assert page.locator("#search").input_value() == "d"


def test_of_thousands_a_page_is_shown_until_more_is_asked_for(tmp_path, visit):
    """A whole country: 3,321 communes since 1 July 2025."""
    path = tmp_path / "index.html"
    rows = [IndexRow(f"Xã {n}", "done", "Đã lập", (), ()) for n in range(1, 3322)]
    columns = ("Đơn vị", "Tình trạng", "Báo cáo")
    content = IndexPage("T", "s", "c", columns, rows, [])
    path.write_text(render_index(content, "vi"), encoding="utf-8")
    with visit(path) as seen:
        page, visible = seen.page, seen.page.locator("tbody tr:visible")
        more = page.get_by_role("button", name=message("export.index_more"))
        expect(page.locator("#shown")).to_have_text("3321/3321")
        assert visible.count() == 200
        by_name = page.locator("thead button").first
        by_name.click()
        by_name.click()
        assert visible.first.locator("th").inner_text() == "Xã 3321"
        page.locator("#search").fill("xã 33")
        expect(page.locator("#shown")).to_have_text("33/3321")
        assert visible.count() == 1 + 10 + 22 and not more.is_visible()
        page.locator("#search").fill("")
        expect(more).to_be_visible()
        more.click()
        assert visible.count() == 3321 and not more.is_visible()
    with visit(path, java_script_enabled=False) as seen:
        assert seen.page.locator("tbody tr:visible").count() == 3321


def test_a_report_is_opened_and_a_failure_explains_itself(province_index, visit):
    with visit(province_index) as seen:
        page = seen.page
        page.locator("#search").fill("mau 0002")
        expect(page.locator("#shown")).to_have_text("1/3")
        assert shown(page) == ["Huyện Mẫu 0002"]
        page.get_by_role("link", name="Huyện Mẫu 0002", exact=True).click()
        assert "HUYỆN MẪU 0002" in page.locator("header").inner_text()
        page.go_back()
        page.locator("#search").fill("")
        page.locator("#status").select_option("failed")
        assert shown(page) == ["Huyện Mẫu 0003"]
        page.get_by_role("link", name="Huyện Mẫu 0003", exact=True).click()
        assert page.locator("h1").inner_text() == message("export.failure_title")
        page.get_by_role("link", name=message("export.to_index")).click()
        assert page.locator("tbody tr:visible").count() == 3


def test_index_tells_what_one_chooses_by(province_index, province, visit):
    """Status, findings by severity, completeness, key indicators, links: of each unit."""
    counts = {result.unit: result.counts for result in province[1].results}
    with visit(province_index) as seen:
        page = seen.page
        heads = page.locator("thead th").all_inner_texts()
        wanted = [message(f"cli.count_{kind}") for kind in ("errors", "warnings", "notes")]
        wanted += [message("batch.column_status"), message("batch.column_completeness")]
        places = {name: n for n, head in enumerate(heads) for name in wanted if name in head}
        assert places.keys() == set(wanted) and len(heads) > len(wanted) + 4, "and key figures"
        row = page.locator("tbody tr", has_text="Huyện Mẫu 0001").locator("> *")
        texts = row.all_inner_texts()
        for kind in ("errors", "warnings", "notes"):
            told = texts[places[message(f"cli.count_{kind}")]]
            assert told == str(counts["huyen-mau-0001"][kind])
        assert texts[places[message("batch.column_completeness")]].endswith("%")


def test_index_without_scripts_shows_all(province_index, visit):
    with visit(province_index, java_script_enabled=False) as seen:
        assert seen.page.locator("tbody tr:visible").count() == 3
        assert not seen.page.locator("#search").is_visible(), "no tool that does nothing"
