"""Hostile and long names: text stays text, in headers, in the body and in names of files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest

from helpers.core.catalogues.recipients import Recipient
from helpers.export.mail_headers import file_name
from helpers.export.mail_message import Draft, MailPicture, Sender, compose, compose_letter

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
EVIL = [
    "Huyện Mẫu\r\nBcc: x@example.com",
    "Huyện Mẫu\nBcc: x@example.com\n\nthân thư",
    "Huyện Mẫu\r\n Bcc: x@example.com",
    "Huyện Mẫu\u2028Bcc: x@example.com",
    'Huyện "Mẫu", <x@example.com>, ban; khác',
    "Huyện Mẫu <script>alert(1)</script><img src=x onerror=alert(1)>",
    "Huyện Mẫu </style></title><base href=//example.com>",
    "=?utf-8?q?Bcc=3A_x=40example.com?=",
    # decodes to CR LF Bcc: evil@example.org CR LF CR LF body
    "=?utf-8?b?DQpCY2M6IGV2aWxAZXhhbXBsZS5vcmcNCg0KYm9keQ==?=",
    "Mẫu =?utf-8?b?PT91dGYtOD9iP0RRcENZMk02SUdWMmFXeEFaWGhoYlhCc1pTNXZjbWNOQ2cwS1ltOWtlUT09Pz0=?=",
    "=?utf-8?q?a=0D=0ABcc:_x@example.com?=",
    "=?no-such-set?q?a=0D=0ABcc:_x@example.com?=",
    "Huyện " + "Mẫu rất dài " * 60,
    "{{ 7*7 }} {unit} %s",
    "../../etc/Mẫu:*?.exe\x00\x1b[31m",
]


def parsed(draft: Draft, *, is_letter: bool) -> EmailMessage:
    sender, moment = Sender(draft.unit, "phong@example.com"), datetime(2023, 7, 1, tzinfo=UTC)
    raw = compose_letter(draft, "vi", sender, moment) if is_letter else compose(draft, "vi")
    assert b"\nBcc:" not in raw.partition(b"\r\n\r\n")[0], "of the head"
    assert raw.isascii() and max(map(len, raw.split(b"\r\n"))) <= 998
    return message_from_bytes(raw, policy=policy.default)


# What the body of such a mail is made of, and nothing else: tag and names of its attributes.
TAGS = {
    "html lang", "head", "meta charset", "meta content name", "title", "body",
    "div class lang role style", "p style", "ul style", "li style", "h2 style",
    "img alt src style width",
}  # fmt: skip


def tags_of(page: str) -> set[str]:
    found = set()
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, values: found.add(
        " ".join([tag, *sorted(name for name, _ in values)])
    )
    reader.feed(page)
    return found


@pytest.fixture
def draft(tmp_path):
    def with_text(text: str) -> Draft:
        report = tmp_path / "bao-cao.html"
        report.write_text("<p>báo cáo</p>", encoding="utf-8")
        people = [
            Recipient.model_construct(unit="a", name=text, address=f"a{n}@example.com", kind=kind)
            for n, kind in enumerate(("to", "to", "cc"))
        ]
        picture = MailPicture(SVG, text, text, "plan@a")
        return Draft(text, "6 tháng", people, [text], [picture], [report])

    return with_text


@pytest.mark.parametrize("text", EVIL)
@pytest.mark.parametrize("is_letter", [False, True], ids=["draft", "letter"])
def test_a_text_cannot_become_anything_else(draft, text, is_letter):
    mail = parsed(draft(text), is_letter=is_letter)
    own = {"X-Unsent"} if not is_letter else {"From", "Date", "Message-ID"}
    assert set(mail.keys()) == {"Subject", "To", "Cc", "MIME-Version", "Content-Type"} | own
    assert [a.addr_spec for a in mail["To"].addresses] == ["a0@example.com", "a1@example.com"]
    assert [a.addr_spec for a in mail["Cc"].addresses] == ["a2@example.com"]
    if is_letter:
        assert [a.addr_spec for a in mail["From"].addresses] == ["phong@example.com"]
    kinds = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "image/png", "text/html"]
    assert tags_of(mail.get_body(("html",)).get_content()) == TAGS
    (name,) = [part.get_filename() for part in mail.iter_attachments()]
    assert name.startswith("Báo cáo công tác dân tộc") and name.endswith(".html")
    assert Path(name).name == name and not set(name) & set('\\/:*?"<>|\x00\x1b\r\n')


def test_an_office_is_greeted_by_its_name_and_a_draft_is_called_so(draft):
    mail = parsed(draft("Ủy ban nhân dân Tỉnh Minh Họa"), is_letter=True)
    text = mail.get_body(("plain",)).get_content()
    assert text.startswith("Kính gửi: Ủy ban nhân dân Tỉnh Minh Họa")
    assert "đồng chí" not in text and "dự thảo" not in text
    undecided = replace(draft("Huyện Mẫu"), contradictions=2)
    text = parsed(undecided, is_letter=True).get_body(("plain",)).get_content()
    assert "bản dự thảo: còn 2 chỗ" in text and "trước khi ký" not in text


@pytest.mark.parametrize("text", ["Huyện Mẫu\r\nBcc: x@example.com", "Huyện Mẫu\u2028x"])
def test_a_line_break_is_a_blank(draft, text):
    mail = parsed(draft(text), is_letter=True)
    assert "Huyện Mẫu" in mail["Subject"] and "\n" not in mail["Subject"]
    assert mail["To"].addresses[0].display_name == " ".join(text.split())


@pytest.mark.parametrize("stem, name", [
    ("Báo cáo 2023", "Báo cáo 2023.pdf"),
    ("a/b\\c:d*e?f", "a b c d e f.pdf"),
    ("  . ẩn . ", "ẩn.pdf"),
    ("ệ" * 300, "ệ" * 100 + ".pdf"),
])  # fmt: skip
def test_names_of_files_are_such_as_windows_takes(stem, name):
    assert file_name(stem, ".pdf") == name


def test_the_name_of_a_mail_follows_from_its_content(draft):
    def letter(text, hour):
        moment = datetime(2023, 7, 1, hour, tzinfo=UTC)
        raw = compose_letter(draft(text), "vi", Sender("", "phong@example.com"), moment)
        return message_from_bytes(raw, policy=policy.default)["Message-ID"]

    assert letter("Huyện Mẫu", 1) == letter("Huyện Mẫu", 2) != letter("Huyện Khác", 1)
    assert letter("Huyện Mẫu", 1).endswith("@example.com>")
