"""A mail draft with a report: short body with key figures and pictures, the files attached."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path

from helpers.export.pages import render_page
from helpers.export.pictures import png_of
from helpers.ground.catalogues.recipients import Recipient
from helpers.ground.messages import say

DOMAIN = "bao-cao.invalid"


@dataclass(frozen=True)
class Picture:
    """A chart for the body; ``reading`` is its alternative text."""

    svg: bytes
    reading: str
    cid: str


@dataclass(frozen=True)
class Draft:
    """What a mail tells: ``figures`` are rows of printed cells, names first."""

    unit: str
    period: str
    recipients: Sequence[Recipient]
    heads: Sequence[str]
    figures: Sequence[Sequence[str]]
    pictures: Sequence[Picture]
    files: Sequence[Path]


def compose(draft: Draft, lang: str) -> bytes:
    """The draft as bytes of an .eml file that Outlook opens for editing; same content, same bytes.

    Addresses and names come from catalogues: a line break in one cannot begin a header.
    """
    subject = say("mail.subject", lang, unit=draft.unit, period=draft.period)
    words = {
        "greeting": say("mail.greeting", lang),
        "opening": say("mail.opening", lang, unit=draft.unit, period=draft.period),
        "caption": say("mail.caption", lang),
        "attached": say("mail.attached", lang, files=", ".join(p.name for p in draft.files)),
    }
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _line(subject)
    for kind, header in (("to", "To"), ("cc", "Cc")):
        told = [_address(r) for r in draft.recipients if r.kind == kind]
        if told:
            message[header] = told
    message["X-Unsent"] = "1"
    message.set_content(_plain(draft, words))
    body = render_page(
        "mail.html.j2", lang, subject=subject, heads=draft.heads, figures=draft.figures,
        pictures=draft.pictures, **words,
    )  # fmt: skip
    message.add_alternative(body, subtype="html")
    for picture in draft.pictures:
        message.get_payload()[1].add_related(
            png_of(picture.svg), "image", "png", cid=f"<{picture.cid}>", disposition="inline"
        )
    for path in draft.files:
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        main, _, sub = kind.partition("/")
        message.add_attachment(path.read_bytes(), main, sub, filename=_line(path.name))
    _fix_boundaries(message)
    return bytes(message)


def _line(text: str) -> str:
    return " ".join(text.split())


def _address(recipient: Recipient) -> Address:
    return Address(_line(recipient.name), addr_spec=recipient.address)


def _plain(draft: Draft, words: dict[str, str]) -> str:
    rows = ["; ".join(f"{h}: {c}" for h, c in zip(draft.heads, r, strict=True) if c)
            for r in draft.figures]  # fmt: skip
    readings = [picture.reading for picture in draft.pictures]
    told = [words["greeting"], words["opening"], "\n".join(rows), *readings, words["attached"]]
    return "\n\n".join(part for part in told if part) + "\n"


def _fix_boundaries(message: EmailMessage) -> None:
    """Boundaries and name from the content: the library would draw them anew each time."""
    parts = [part.get_payload(decode=True) or b"" for part in message.walk()]
    digest = sha256(b"".join(parts) + str(message["Subject"]).encode()).hexdigest()
    message["Message-ID"] = f"<{digest[:32]}@{DOMAIN}>"
    for number, part in enumerate(p for p in message.walk() if p.is_multipart()):
        part.set_boundary(f"=_{digest[:24]}_{number}")
