"""What a server answered: its code, and what that means in words.

The servers' own words are not kept: they may name machines, people or accounts.
"""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass

from helpers.core.messages import message

LEAST_CODE = 200  # smtplib gives -1 where it could not read one
_STATUS = re.compile(rb"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")

# RFC 3463: subject and detail of an enhanced status; RFC 5321, 4.2.3: bare codes.
_BY_STATUS = {
    "2.2": "delivery.reply_full",
    "2.1": "delivery.reply_disabled",
    "2.3": "delivery.reply_too_big",
    "3.4": "delivery.reply_too_big",
    "1.1": "delivery.reply_unknown",
    "1.2": "delivery.reply_unknown",
    "1.3": "delivery.reply_unknown",
}
_BY_SUBJECT = {"7": "delivery.reply_policy", "6": "delivery.reply_policy"}
_BY_CODE = {
    452: "delivery.reply_full",
    552: "delivery.reply_full",
    550: "delivery.reply_unknown",
    551: "delivery.reply_unknown",
    553: "delivery.reply_unknown",
}


@dataclass(frozen=True)
class Reply:
    """A server's answer: its code and, where given, its enhanced status (RFC 3463)."""

    code: int
    status: str = ""

    @classmethod
    def of(cls, code: int, text: bytes) -> Reply:
        """Raises SMTPException for a line that is no answer of the protocol."""
        if code < LEAST_CODE:
            raise smtplib.SMTPException
        found = _STATUS.match(text or b"")
        return cls(code, found[0].strip().decode("ascii") if found else "")

    @property
    def is_good(self) -> bool:
        """True where the server accepted (2xx)."""
        return 200 <= self.code < 300

    @property
    def is_temporary(self) -> bool:
        """True where trying again may help (4xx)."""
        return 400 <= self.code < 500


def reason_of_reply(reply: Reply) -> str:
    """Why a server did not take a mail, with its code."""
    subject, _, detail = reply.status.partition(".")[2].partition(".")
    key = _BY_STATUS.get(f"{subject}.{detail}") or _BY_SUBJECT.get(subject)
    if key is None and not reply.status:
        key = _BY_CODE.get(reply.code)
    if key is None:
        key = "delivery.reply_temporary" if reply.is_temporary else "delivery.reply_refused"
    code = f"{reply.code} {reply.status}".strip()
    return message(key, code=code)
