"""Mail headers that every mail program reads: one line each, names of files as they expect them."""

import re
import unicodedata
from email.header import Header
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import SMTP, EmailPolicy
from typing import Any

from helpers.core.text import without_encoded_words

LONGEST_LINE = 998  # RFC 5322, 2.1.1
LONGEST_STEM = 100  # 3 bytes a letter, each as %XX, stay below a line
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
# Seven bits only: no server needs to know an extension to carry it.
_ONE_LINE = SMTP.clone(cte_type="7bit", max_line_length=LONGEST_LINE)


class _Policy(EmailPolicy):
    """The name of a file in both ways: RFC 2231 on one line, and as encoded words besides.

    Outlook shows a name that RFC 2231 continues over lines as "ATT0001"; older ones know only the
    encoded words in the content type, against the letter of RFC 2047.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() == "content-disposition":
            return _ONE_LINE.fold_binary(name, value)
        file = value.params.get("name") if name.lower() == "content-type" else None
        if file is None:
            return super().fold_binary(name, value)
        words = Header(file, "utf-8").encode(linesep="\r\n", maxlinelen=75)
        return f'{name}: {value.content_type};\r\n name="{words}"\r\n'.encode("ascii")


POLICY = _Policy(**vars(SMTP.clone(cte_type="7bit")))


def one_line(text: str) -> str:
    """Words with single blanks between them: a text that cannot begin a header of its own.

    Encoded words are decoded; line breaks, other control and invisible characters are blanks.
    """
    shown = without_encoded_words(text)
    visible = (" " if unicodedata.category(letter)[0] == "C" else letter for letter in shown)
    return " ".join("".join(visible).split())


def wire_bytes(mail: EmailMessage) -> bytes:
    """The mail as it goes out. Raises RuntimeError where the bytes hold other headers than it."""
    raw = bytes(mail)
    names = list(BytesHeaderParser().parsebytes(raw).keys())
    if names != list(mail.keys()):
        raise RuntimeError(f"headers {names} in place of {list(mail.keys())}")
    return raw


def file_name(stem: str, suffix: str) -> str:
    """A name that Windows takes: without reserved characters, not too long."""
    return one_line(_NOT_IN_FILE_NAMES.sub(" ", stem))[:LONGEST_STEM].strip(" .") + suffix
