"""What a server's code means, in words."""

from __future__ import annotations

from helpers.batch.mail.transport import Reply
from helpers.ground.messages import say

# RFC 3463: subject and detail of an enhanced status; RFC 5321, 4.2.3: bare codes.
_BY_STATUS = {
    "2.2": "mail.reply_full",
    "2.1": "mail.reply_disabled",
    "2.3": "mail.reply_too_big",
    "3.4": "mail.reply_too_big",
    "1.1": "mail.reply_unknown",
    "1.2": "mail.reply_unknown",
    "1.3": "mail.reply_unknown",
}
_BY_SUBJECT = {"7": "mail.reply_policy", "6": "mail.reply_policy"}
_BY_CODE = {
    452: "mail.reply_full",
    552: "mail.reply_full",
    550: "mail.reply_unknown",
    551: "mail.reply_unknown",
    553: "mail.reply_unknown",
}


def reason_of_reply(reply: Reply, lang: str | None = None) -> str:
    """Why a server did not take a mail, with its code."""
    subject, _, detail = reply.status.partition(".")[2].partition(".")
    key = _BY_STATUS.get(f"{subject}.{detail}") or _BY_SUBJECT.get(subject)
    if key is None and not reply.status:
        key = _BY_CODE.get(reply.code)
    if key is None:
        key = "mail.reply_temporary" if reply.is_temporary else "mail.reply_refused"
    code = f"{reply.code} {reply.status}".strip()
    return say(key, lang, code=code)
