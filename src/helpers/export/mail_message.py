"""A mail with a report: short body with key figures and pictures, the files attached."""

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import css_inline

from helpers.core.catalogues.recipients import Recipient
from helpers.core.messages import message
from helpers.export.composed_report import without_links_out
from helpers.export.html.templating import render_page
from helpers.export.mail_headers import POLICY, file_name, one_line, wire_bytes
from helpers.export.pictures import png_of


@dataclass(frozen=True)
class MailPicture:
    """A chart for the body; ``caption`` is its alternative text."""

    svg: bytes
    title: str
    caption: str
    cid: str


@dataclass(frozen=True)
class Draft:
    """The content of a mail: ``messages`` are sentences, what matters most first.

    ``contradictions`` is how many figures of its sources are still undecided; ``about`` what the
    report is about, ``side`` the name of a side other than the ethnic one.
    """

    unit: str
    period: str
    recipients: Sequence[Recipient]
    messages: Sequence[str]
    pictures: Sequence[MailPicture]
    files: Sequence[Path]
    contradictions: int = 0
    about: str = ""
    side: str = ""

    def subject(self, lang: str) -> str:
        """The subject line, which names unit and period."""
        return one_line(self._named("subject", lang))

    def attached_name(self, path: Path, lang: str) -> str:
        """The name under which a file goes out: a descriptive one, in Vietnamese."""
        return file_name(self._named("attached_stem", lang), path.suffix)

    def _named(self, key: str, lang: str) -> str:
        key, names = (f"{key}_of_side" if self.side else key), {"side": self.side}
        return message(f"delivery.{key}", lang, unit=self.unit, period=self.period, **names)


@dataclass(frozen=True)
class Sender:
    """Who sends."""

    name: str
    address: str


def compose(draft: Draft, lang: str) -> bytes:
    """The bytes of an .eml file that mail programs open for editing; same content, same bytes."""
    mail = _message(draft, lang)
    mail["X-Unsent"] = "1"  # Outlook
    return wire_bytes(mail)


def compose_letter(draft: Draft, lang: str, sender: Sender, sent_at: datetime) -> bytes:
    """The bytes of a mail that goes out. Its Message-ID follows from its content, so that whoever
    gets it twice can see that it is the same."""
    mail = _message(draft, lang)
    mail["From"] = Address(one_line(sender.name), addr_spec=sender.address)
    mail["Date"] = format_datetime(sent_at)
    domain = sender.address.rpartition("@")[2]
    mail["Message-ID"] = f"<{_digest(mail)[:32]}@{domain}>"
    return wire_bytes(mail)


def _message(draft: Draft, lang: str) -> EmailMessage:
    """Catalogues and workbooks give the texts: a line break in one cannot begin a header."""
    names = [draft.attached_name(path, lang) for path in draft.files]
    words = {
        "greeting": _greeting(draft, lang),
        "opening": message(
            "delivery.opening", lang, unit=draft.unit, period=draft.period, about=draft.about
        ),
        "noted": _noted(draft, lang),
        "attached": _attached(draft, lang),
    }
    mail = EmailMessage(policy=POLICY)
    mail["Subject"] = draft.subject(lang)
    for kind, header in (("to", "To"), ("cc", "Cc")):
        addresses = [_address(r) for r in draft.recipients if r.kind == kind]
        if addresses:
            mail[header] = addresses
    mail.set_content(_plain(draft, words, lang))
    mail.add_alternative(_body(draft, words, lang), subtype="html")
    page: Any = mail.get_body(("html",))
    for picture in draft.pictures:
        page.add_related(
            png_of(picture.svg), "image", "png", cid=f"<{picture.cid}>", disposition="inline"
        )
    for path, name in zip(draft.files, names, strict=True):
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        main, _, sub = kind.partition("/")
        content = path.read_bytes()
        if sub == "html":
            content = without_links_out(content)
        mail.add_attachment(content, main, sub, filename=name, params={"name": name})
    _fix_boundaries(mail)
    return mail


def _body(draft: Draft, words: dict[str, str], lang: str) -> str:
    """The page with its styles in the tags, where mail programs look for them; asks nobody."""
    page = render_page("mail.html.j2", lang, subject=draft.subject(lang), draft=draft, **words)
    return css_inline.CSSInliner(load_remote_stylesheets=False).inline(page)


def _greeting(draft: Draft, lang: str) -> str:
    """It names whom the mail is for: an office as often as a person."""
    names = ", ".join(one_line(r.name) for r in draft.recipients if r.kind == "to")
    return message("delivery.greeting" if names else "delivery.greeting_nobody", lang, names=names)


def _noted(draft: Draft, lang: str) -> str:
    count = draft.contradictions
    return message("delivery.noted", lang, count=count) if count else ""


def _attached(draft: Draft, lang: str) -> str:
    kinds = ", ".join(path.suffix[1:].upper() for path in draft.files)
    return message("delivery.attached", lang, kinds=kinds) if kinds else ""


def _address(recipient: Recipient) -> Address:
    return Address(one_line(recipient.name), addr_spec=recipient.address)


def _plain(draft: Draft, words: dict[str, str], lang: str) -> str:
    """The same as text, in sentences that can be read aloud."""
    captions = [
        message("delivery.chart", lang, title=picture.title, reading=picture.caption)
        for picture in draft.pictures
    ]
    paragraphs = [
        words["greeting"],
        words["opening"],
        "\n".join(f"- {told}" for told in draft.messages),
        *captions,
    ]
    paragraphs += [words["noted"], words["attached"]]
    return "\n\n".join(part for part in paragraphs if part) + "\n"


def _digest(mail: EmailMessage) -> str:
    parts: list[Any] = [part.get_payload(decode=True) or b"" for part in mail.walk()]
    heads = [str(mail[name]).encode() for name in ("Subject", "To", "Cc")]
    return sha256(b"\0".join(heads + parts)).hexdigest()


def _fix_boundaries(mail: EmailMessage) -> None:
    """Boundaries from the content: the library would draw them anew each time."""
    digest = _digest(mail)
    for number, part in enumerate(p for p in mail.walk() if p.is_multipart()):
        part.set_boundary(f"=_{digest[:24]}_{number}")
