"""The finished report of the real unit, as it is read, printed, saved and passed on."""

from __future__ import annotations

import email
import email.policy
import re

import pytest
from pypdfium2 import PdfDocument
from screens import PHONE

from pdf_text import page_texts

A4 = (595, 842)


def page_sizes(source) -> list[tuple[int, int]]:
    """Width and height of each page in points."""
    with PdfDocument(source) as document:
        sizes = [document.get_page_size(number) for number in range(len(document))]
        return [(round(width), round(height)) for width, height in sizes]


@pytest.fixture(scope="module")
def report(finished):
    workspace, _ = finished
    return workspace.root / "reports/2023H1/bach-thong/bao-cao-bach-thong-2023H1.html"


@pytest.fixture(scope="module")
def dossier(report):
    return report.with_name(report.name.replace("bao-cao", "ho-so-so-lieu"))


def test_template_weighs_little(report):
    """What is not content: the page without its text, its tables, its pictures."""
    page = report.read_text(encoding="utf-8")
    body = page[page.index("<main") : page.index("</main>")]
    sections = re.sub(r"<section.*?</section>", "", body, flags=re.S)
    contents = re.search(r"<nav.*?</nav>", page, flags=re.S).group()
    frame = page.replace(body, sections).replace(contents, "")
    assert len(frame.encode()) < 15_000
    assert len(page.encode()) < 300_000


def test_page_works_without_scripts(report, dossier, visit):
    with visit(report, java_script_enabled=False) as seen:
        assert seen.page.locator("h1").is_visible()
        details = seen.page.locator("figure details").first
        assert not details.locator("table").is_visible()
        details.locator("summary").click()
        assert details.locator("table").is_visible()
        seen.page.locator("main a[href^='#']").first.click()
        assert seen.page.url.startswith(f"{report.as_uri()}#")
        seen.page.locator("main a[href$='#t1-actual']").first.click()
        assert seen.page.url == f"{dossier.as_uri()}#t1-actual"
        card = seen.page.locator(".card:has(#t1-actual)")
        card.wait_for(state="visible")
        assert "E10 «1.178,47ha»" in card.inner_text()
        assert seen.page.locator(".card").nth(3).is_hidden()
        card.locator("a").last.click()
        assert card.is_hidden()


def test_page_saved_from_the_browser_is_the_page(report, visit, tmp_path):
    with visit(report) as seen:
        text = seen.page.locator("body").inner_text()
        saved = tmp_path / "luu.html"
        saved.write_text(seen.page.content(), encoding="utf-8")
        session = seen.page.context.new_cdp_session(seen.page)
        archive = session.send("Page.captureSnapshot", {"format": "mhtml"})["data"]
        (tmp_path / "luu.mhtml").write_text(archive, encoding="utf-8", newline="")
    kept = email.message_from_string(archive, policy=email.policy.default)
    kinds = [part.get_content_type() for part in kept.walk() if not part.is_multipart()]
    assert kinds.count("text/html") == 1
    assert set(kinds) <= {"text/html", "text/css", "image/svg+xml"}
    for path in (saved, tmp_path / "luu.mhtml"):
        with visit(path) as seen:
            assert seen.page.locator("body").inner_text() == text
            drawn = "all => all.every(i => i.complete && i.naturalWidth > 0)"
            assert seen.page.locator("img").evaluate_all(drawn)
            asked = [a for a in seen.requests if not a.startswith(("data:", "cid:"))]
            assert asked == []


def test_policy_holds_against_what_is_put_into_the_page(report, visit, tmp_path):
    """Whatever slipped in: no script runs, nothing is fetched."""
    bad = (
        "<script>window.ran=1</script><img src='https://example.invalid/x' onerror='window.ran=1'>"
    )
    bad += (
        "<iframe src='https://example.invalid/'></iframe><form action='https://example.invalid/'>"
    )
    poisoned = tmp_path / "x.html"
    page = report.read_text(encoding="utf-8")
    poisoned.write_text(page.replace("</main>", f"{bad}</main>"), encoding="utf-8")
    with visit(poisoned) as seen:
        seen.page.locator("form").evaluate("form => form.submit()")
        assert seen.page.evaluate("window.ran") is None
        assert len(seen.errors) >= 4, "the browser says what it refused"
        assert all("violates" in error for error in seen.errors)


def targets(links) -> list[tuple[str, str]]:
    """File and anchor that each link leads to; all of them are reached by Tab."""
    told = links.evaluate_all("all => all.map(a => [a.getAttribute('href'), a.tabIndex])")
    assert all(order >= 0 for _, order in told)
    return [tuple(address.split("#")) for address, _ in told]


def test_every_figure_leads_to_its_row_by_the_keyboard(report, dossier, visit):
    """The row is in the dossier beside the report, and leads back to the figure."""
    focused = "document.activeElement.id"
    with visit(report) as seen, visit(dossier) as other:
        page, rows = seen.page, other.page
        links = page.locator("main a[href*='#t']")
        leads = targets(links)
        ids = "all => all.map(e => e.id)"
        anchors = set(rows.locator(".card p[id]").evaluate_all(ids))
        assert len(leads) > 300
        assert {file for file, _ in leads} == {dossier.name}
        assert {anchor for _, anchor in leads} <= anchors
        backs = targets(rows.locator("tr[id] > th a"))
        of_rows = {anchor.rpartition("-")[0] for _, anchor in leads}
        figures = set(page.locator("main [id]").evaluate_all(ids))
        assert of_rows <= {anchor[1:] for _, anchor in backs}
        assert {file for file, _ in backs} == {report.name}
        assert {anchor for _, anchor in backs} <= figures
        # The first figure is in the summary; its row leads back to where the report states it.
        target = leads[0][1]
        page.locator("main").focus()
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.getAttribute('href')") == "#".join(leads[0]):
                break
        else:
            pytest.fail("Tab does not reach the first figure")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{dossier.as_uri()}#{target}")
        page.wait_for_function(f"{focused} == '{target}'")
        assert page.locator(f"#{target}").evaluate(
            "e => e.getBoundingClientRect().top >= 0"
            " && e.getBoundingClientRect().bottom <= innerHeight"
        )
        # On the card: to the row, back to the report, close.
        row = target.rpartition("-")[0]
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{report.as_uri()}#b{row}")
        page.wait_for_function(f"{focused} == 'b{row}'")


def test_charts_say_their_message_and_have_their_figures(report, visit):
    with visit(report) as seen:
        figures = seen.page.locator("figure.chart").evaluate_all(
            """all => all.map(f => ({alt: f.querySelector('img').alt,
                caption: f.querySelector('figcaption').textContent,
                image: f.querySelector('img').src, in_summary: !!f.closest('.summary'),
                rows: f.querySelectorAll('details tbody tr').length}))"""
        )
        assert len(figures) >= 5
        for figure in figures:
            assert re.search(r"\d", figure["alt"]) and len(figure["alt"]) > 40
            assert figure["alt"] in figure["caption"]
        # The summary repeats one picture of the report, whose figures are with it there.
        (repeated,) = [figure for figure in figures if figure["in_summary"]]
        numbered = [figure for figure in figures if not figure["in_summary"]]
        assert all(figure["rows"] > 0 for figure in numbered)
        assert repeated["image"] in [figure["image"] for figure in numbered]


def test_contents_stand_beside_the_sheet_on_a_desktop_only(report, visit):
    with visit(report) as seen:
        assert seen.page.locator("nav").evaluate("e => getComputedStyle(e).position") == "fixed"
        seen.page.locator("nav a", has_text="Kiến nghị").first.click()
        box = seen.page.locator("h2", has_text="Kiến nghị").bounding_box()
        assert 0 <= box["y"] < 100
    with visit(report, size=PHONE) as seen:
        assert seen.page.locator("nav").evaluate("e => getComputedStyle(e).position") == "static"


def test_charts_stay_legible_on_a_phone(report, visit):
    """Drawn for a phone: whole within the screen, letters of 8.5 pt not below 9 pixels."""
    measured = "all => all.map(i => [i.getBoundingClientRect().right, i.width / i.naturalWidth])"
    with visit(report, size=PHONE) as seen:
        found = seen.page.locator("figure img").evaluate_all(measured)
        assert len(found) >= 5
        for right, scale in found:
            assert right <= PHONE[0] and scale * 8.5 * 96 / 72 >= 9


def test_print_from_the_browser_is_the_official_paper(report, visit):
    """With Times New Roman or faces of its widths, as the shipped Liberation has them."""
    ours, our_sizes = page_texts(report.with_suffix(".pdf")), page_sizes(report.with_suffix(".pdf"))
    with visit(report, color_scheme="dark") as seen:
        printed = seen.page.pdf(prefer_css_page_size=True)
    texts, sizes = page_texts(printed), page_sizes(printed)
    assert {tuple(sorted(size)) for size in sizes} == {A4}
    joined = "\n".join(texts)
    assert "Mục lục" not in joined and "Đến nội dung báo cáo" not in joined
    assert "Vuốt hoặc cuộn" not in joined and "↩" not in joined
    annexes = re.findall(r"^Phụ lục [IVX]+\.(?= )", "\n".join(t[:20] for t in ours), flags=re.M)
    assert annexes == ["Phụ lục I.", "Phụ lục II."], "the others are in the dossier"
    for title in annexes:
        page = next(n for n, text in enumerate(texts) if f"{title} " in text[:20])
        other = next(n for n, text in enumerate(ours) if f"{title} " in text[:20])
        is_wide = our_sizes[other][0] > our_sizes[other][1]
        assert (sizes[page][0] > sizes[page][1]) == is_wide, title
    assert abs(len(texts) - len(ours)) <= len(ours) // 10
