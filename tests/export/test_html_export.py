"""The HTML file: one page that needs nothing but itself."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from bs4 import BeautifulSoup

from helpers.export.html.contents import list_contents
from helpers.export.html.report_page import render_html
from helpers.export.rendered_part import RenderedPart

HOSTILE = """<script>alert("1")</script>'"><img src=https://evil.example/x onerror=a()>"""


@pytest.fixture
def page(parts, head) -> BeautifulSoup:
    return BeautifulSoup(render_html(parts, head), "html.parser")


def test_page_refers_to_nothing_outside_itself(page):
    assert not page.select("script, link, iframe, object, embed, base, form")
    for tag in page.find_all(True):
        for name in ("src", "href", "action", "data", "poster", "srcset"):
            value = tag.get(name, "#")
            assert value.startswith("#") or (tag.name == "img" and value.startswith("data:image/"))
        assert not [name for name in tag.attrs if name.startswith("on")]
    for style in page.find_all("style"):
        assert "@import" not in style.text
        assert "url(" not in style.text
    assert "://" not in str(page.head)


def test_policy_forbids_everything_but_inline_style_and_data_images(page):
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    only = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    assert policy == f"{only}; base-uri 'none'; form-action 'none'"


def test_landmarks_language_and_title(page, head):
    assert page.html["lang"] == "vi"
    assert page.title.text == head.title
    assert len(page.find_all("h1")) == len(page.find_all("main")) == len(page.find_all("nav")) == 1
    assert page.body.find("header").find("h1")
    assert page.select_one("a.skip")["href"] == f"#{page.main['id']}"


def test_contents_lead_to_headings(page):
    links = page.select("nav a")
    assert [link.text for link in links] == [
        "II. Tình hình vùng dân tộc thiểu số",
        "1. Về sản xuất và đời sống",
        "III. Chương trình",
        "Phụ lục I Điểm cần xem lại",
    ]
    assert all(page.find(id=link["href"][1:]) for link in links)


def test_contents_skip_headings_without_anchor():
    assert list_contents(["<h2>A</h2><h3 id='b'>B &amp; C</h3><h4 id='d'>D</h4>"]) == [
        {"level": 3, "anchor": "b", "text": "B & C"}
    ]


def test_signature_stands_between_sections_and_annexes(page):
    order = [" ".join(part["class"]) for part in page.main.find_all(True, recursive=False)]
    assert order == ["section", "landscape", "closing", "annex"]


def test_report_without_annex_or_section_is_signed(head):
    assert "closing" in render_html([], head)


def test_recipients_end_with_semicolons_and_a_full_stop(page):
    lines = [line.text for line in page.select(".recipients li")]
    assert lines == ["UBND tỉnh (B/c);", "Ban Dân tộc tỉnh;", "Lưu: VT, DT."]


def test_hostile_text_in_the_head_stays_text(head):
    hostile = {f.name: HOSTILE for f in fields(head) if isinstance(getattr(head, f.name), str)}
    changed = replace(
        head, **hostile | {"lang": "vi", "recipients": (HOSTILE,), "signing": (HOSTILE,)}
    )
    page = BeautifulSoup(render_html([RenderedPart("<p>x</p>")], changed), "html.parser")
    assert not page.select("script, img, [onerror]")
    assert page.title.text == HOSTILE
    assert page.find("meta", attrs={"name": "author"})["content"] == HOSTILE
    assert page.h1.text.count(HOSTILE) == 2


def test_hostile_heading_stays_text_in_the_contents(head):
    heading = '<h2 id="x&quot;><b>">&lt;script&gt;alert(1)&lt;/script&gt;</h2>'
    page = BeautifulSoup(render_html([RenderedPart(heading)], head), "html.parser")
    assert not page.select("script, nav b")
    assert page.select_one("nav a").text == "<script>alert(1)</script>"


def test_escaped_text_and_special_spaces_survive(head):
    text = render_html([RenderedPart("<p>a &lt; b &amp; 5\u00a0ha \u2212 …</p>")], head)
    assert "a &lt; b &amp; 5\u00a0ha \u2212 …" in text


def test_template_is_small(head):
    assert len(render_html([], head).encode()) < 15_000


def test_two_renderings_are_equal(parts, head):
    assert render_html(parts, head) == render_html(parts, head)


def test_english_page_says_so(parts, head):
    page = BeautifulSoup(render_html(parts, replace(head, lang="en")), "html.parser")
    assert page.html["lang"] == "en"
    assert page.select_one(".country").text == "SOCIALIST REPUBLIC OF VIETNAM"


def test_unknown_kind_of_part_is_refused():
    with pytest.raises(ValueError, match="unknown kind"):
        RenderedPart("<p></p>", 'section" onclick="')


def test_the_exporter_skips_the_second_parsing_of_the_page(parts, head, monkeypatch):
    """nbconvert would parse the page with BeautifulSoup to name pictures."""
    from nbconvert.exporters import html

    def parse(*given, **named):
        raise AssertionError("the page was parsed again")

    monkeypatch.setattr(html, "BeautifulSoup", parse)
    assert "Lúa xuân" in render_html(parts, head)
