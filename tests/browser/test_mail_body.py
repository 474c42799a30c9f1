"""The body of a report's mail, as a mail program on a phone or a desktop shows it."""

from __future__ import annotations

import re
from base64 import b64encode
from email import message_from_bytes, policy

import pytest
from bs4 import BeautifulSoup
from screens import DESKTOP, PHONE

from helpers.core.periods import Period
from helpers.delivery.eligibility import eligibilities
from helpers.delivery.messages import draft_of
from helpers.export.mail_message import compose


@pytest.fixture(scope="module")
def page(finished, tmp_path_factory):
    """The body with its pictures in their places, as an HTML file."""
    workspace, _ = finished
    period = Period.parse("2023H1")
    (eligibility,) = eligibilities(workspace, period, ["bach-thong"], "vi")
    raw = compose(draft_of(workspace, period, eligibility, [], "vi"), "vi")
    mail = message_from_bytes(raw, policy=policy.default)
    pictures = {
        part["Content-ID"].strip("<>"): b64encode(part.get_content()).decode("ascii")
        for part in mail.walk()
        if part["Content-ID"]
    }
    body = mail.get_body(("html",)).get_content()
    body = re.sub(
        r"cid:([^\"]+)", lambda found: f"data:image/png;base64,{pictures[found[1]]}", body
    )
    path = tmp_path_factory.mktemp("mail") / "body.html"
    path.write_text(body, encoding="utf-8")
    return path


def listed(page: str, of: str) -> list[str]:
    return [
        item.get_text().replace("\u00a0", " ") for item in BeautifulSoup(page, "lxml").select(of)
    ]


def test_the_body_begins_with_the_first_messages_of_the_signer(page, finished):
    """In the words and figures of the signer's page, which adds what the calendar lets expect."""
    reports = finished[0].root / "reports/2023H1/bach-thong"
    report = (reports / "bao-cao-bach-thong-2023H1.html").read_text(encoding="utf-8")
    told = listed(page.read_text(encoding="utf-8"), "li")
    assert len(told) == 3 and "giải ngân 7,09 tỷ đồng trên 76,27 tỷ đồng" in told[0]
    for own, whole in zip(told, listed(report, ".summary li"), strict=False):
        clause = own.removesuffix(".")
        assert whole.strip() == own or whole.strip().startswith(f"{clause}; đã qua ")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_body_fits_the_window_and_asks_nobody(page, visit, size):
    with visit(page, size=size) as seen:
        asked = [address for address in seen.requests if not address.startswith("data:")]
        assert (asked, seen.errors, seen.overflow) == ([], [], 0)
        broken = "[...document.images].filter(i => !i.naturalWidth || !i.alt).length"
        assert seen.page.evaluate("document.images.length") == 1, "the picture of the signer's page"
        assert seen.page.evaluate(broken) == 0


def test_no_barrier(page, visit):
    with visit(page) as seen:
        assert seen.violations() == []


def test_styles_are_in_the_tags(page, visit):
    with visit(page) as seen:
        assert seen.page.evaluate("document.styleSheets.length") == 0
        shown = "getComputedStyle(document.querySelector('h2')).fontSize"
        assert seen.page.evaluate(shown) == "16px", "24px without the style in the tag"
