"""Mails: the body, then the attachments that can be read, mails within the mail too."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from helpers.audit.passages import Passage
from helpers.audit.readers.page import read_html
from helpers.audit.readers.text import read_lines
from helpers.core.errors import InputError
from helpers.core.messages import message

ReadFile = Callable[[bytes, str], list[Passage]]
"""Bytes of a file and its name → passages; raises InputError where it cannot be read."""


def read_mail(data: bytes, name: str, read_file: ReadFile) -> Iterator[Passage]:
    """The body of a mail, then its attachments, which ``read_file`` reads.

    In place of an attachment that cannot be read, a passage gives the reason.
    """
    yield from _message(message_from_bytes(data, policy=policy.default), name, read_file)


def _message(mail: EmailMessage, name: str, read_file: ReadFile) -> Iterator[Passage]:
    body = mail.get_body(("html", "plain"))
    if body is not None:
        read = read_html if body.get_content_subtype() == "html" else read_lines
        yield from read(body.get_content().encode("utf-8"), name)
    tables = 1000
    for part in mail.iter_attachments():
        attached = part.get_filename() or ""
        tables += 1000
        if part.get_content_type() == "message/rfc822":
            found = list(_message(part.get_content(), name, read_file))
        else:
            payload = part.get_payload(decode=True)
            content = payload if isinstance(payload, bytes) else b""
            found = _attached(content, attached, read_file)
        for passage in found:
            table = passage.table and passage.table + tables
            place = f"{attached}, {passage.place}" if attached else passage.place
            yield replace(passage, place=place, table=table)


def _attached(data: bytes, name: str, read_file: ReadFile) -> list[Passage]:
    try:
        return read_file(data, name)
    except InputError as error:
        reason = message("audit.attachment_unread", reason=str(error))
        return [Passage("", reason, is_unread=True)]
