"""Mail drafts: rightly encoded, the same bytes each time, none for a report that does not stand."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from html import unescape

import pytest
from offices import PERIOD, UNITS

from helpers.delivery.messages import write_drafts

UNIT = UNITS[0]


def path_of(workspace, unit=UNIT):
    return workspace.reports(PERIOD, unit) / f"thu-{unit}-{PERIOD}.eml"


@pytest.fixture(scope="module")
def drafted(province):
    return province, write_drafts(province, PERIOD, [*UNITS, "huyen-mau-9999"], "vi")


@pytest.fixture
def mail(drafted):
    return message_from_bytes(path_of(drafted[0]).read_bytes(), policy=policy.default)


def test_a_draft_is_for_its_unit_and_holds_its_files(drafted, mail):
    workspace, written = drafted
    assert [(w.unit, bool(w.file), w.recipients) for w in written] == [
        *((unit, True, 2) for unit in UNITS), ("huyen-mau-9999", False, 0),
    ]  # fmt: skip
    assert mail["Subject"] == "Báo cáo công tác dân tộc 6 tháng đầu năm 2023 – Huyện Mẫu 0001"
    assert mail["To"].addresses[0].display_name == "Nguyễn Văn Mẫu, Trưởng phòng 1"
    assert mail["Cc"].addresses[0].addr_spec == "bdt1@example.com"
    assert mail["X-Unsent"] == "1", "Outlook opens it as a draft"
    assert mail["From"] is None and mail["Date"] is None and mail["Message-ID"] is None
    stem = workspace.reports(PERIOD, UNIT) / f"bao-cao-{UNIT}-{PERIOD}"
    name = "Báo cáo công tác dân tộc 6 tháng đầu năm 2023 - Huyện Mẫu 0001"
    attached = {p.get_filename(): p.get_payload(decode=True) for p in mail.iter_attachments()}
    assert attached.pop(f"{name}.docx") == stem.with_suffix(".docx").read_bytes()
    (page,) = attached.values()
    made = stem.with_suffix(".html").read_bytes()
    # The dossier stays: the page that goes out has no links into it, and the same text.
    assert b"ho-so-so-lieu" in made and b"ho-so-so-lieu" not in page
    assert [re.sub(rb"</?a\b[^>]*>", b"", text) for text in (page, made)][0] == re.sub(
        rb"</?a\b[^>]*>", b"", made
    )


def test_every_line_is_short_enough_and_of_seven_bits(drafted):
    raw = path_of(drafted[0]).read_bytes()
    assert raw.isascii() and b"\r\n" in raw and not re.search(rb"(?<!\r)\n", raw)
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_names_of_files_are_told_in_both_ways_and_not_continued(drafted):
    """Outlook shows a name continued by RFC 2231 (filename*0*=) as ATT0001."""
    raw = path_of(drafted[0]).read_bytes().decode("ascii")
    assert raw.count("filename*=utf-8''B%C3%A1o%20c%C3%A1o") == 2
    assert "*0" not in raw
    words = re.findall(r'\r\n name="(=\?utf-8\?b\?.*?\?=)"\r\n', raw, re.DOTALL)
    assert len(words) == 2
    assert all(len(word) <= 75 for text in words for word in text.split())


def test_the_body_is_light_and_its_pictures_are_in_the_mail(mail):
    body = mail.get_body(("html",)).get_content()
    assert len(body.encode("utf-8")) < 100_000
    assert body.count("<li") == 3, "the first messages of the signer's page"
    assert re.search(r"<li[^>]*>Chương trình mục tiêu quốc gia[^<]*: giải ngân ", body)
    assert not re.search(r"https?:|<script|<style|<link", body)
    pictures = {
        part["Content-ID"].strip("<>"): part.get_content()
        for part in mail.walk()
        if part["Content-ID"]
    }
    assert len(pictures) == 1
    assert all(f'src="cid:{cid}"' in body for cid in pictures)
    assert all(content.startswith(b"\x89PNG") for content in pictures.values())
    assert not re.search(r'alt=""', body)


def test_the_text_says_the_same_in_whole_lines(mail):
    plain = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    html = mail.get_body(("html",)).get_content()
    told = re.findall(r"^- (.+)$", plain, re.MULTILINE)
    assert len(told) == 3
    assert all(message in unescape(html) for message in told)
    assert plain.count("\nBiểu đồ ") == html.count("<img")


def test_same_report_same_bytes(drafted):
    first = path_of(drafted[0]).read_bytes()
    write_drafts(drafted[0], PERIOD, [UNIT], "vi")
    assert path_of(drafted[0]).read_bytes() == first


@pytest.mark.parametrize("folder, file", [
    ("reports", f"bao-cao-{UNIT}-{PERIOD}.html"),
    ("data/processed", "indicators.parquet"),
    ("data/processed", "charts.parquet"),
])  # fmt: skip
def test_what_was_changed_after_the_report_is_not_mailed(office, folder, file):
    write_drafts(office, PERIOD, [UNIT], "vi")
    (office.root / folder / str(PERIOD) / UNIT / file).write_bytes(b"x")
    (written,) = write_drafts(office, PERIOD, [UNIT], "vi")
    assert "đã bị sửa" in written.reason and not path_of(office).exists()


@pytest.mark.parametrize("is_refused", [False, True])
def test_an_edited_draft_is_kept_whether_or_not_there_is_a_new_one(office, is_refused):
    write_drafts(office, PERIOD, [UNIT], "vi")
    with path_of(office).open("ab") as file:
        file.write(b"edited")
    edited = path_of(office).read_bytes()
    if is_refused:
        next(office.reports(PERIOD, UNIT).glob("*.docx")).write_bytes(b"x")
    (written,) = write_drafts(office, PERIOD, [UNIT], "vi")
    assert (office.root / written.set_aside).read_bytes() == edited
    assert path_of(office).exists() != is_refused
    (again,) = write_drafts(office, PERIOD, [UNIT], "vi")
    assert again.set_aside == "", "our own draft is replaced in silence"
