"""UTF-8 text that was read as Windows-1252 or 1258 and saved again: 'Chá»‰ tiÃªu'."""

import re

from helpers.cleaning.readers.encodings import vietnamese_share
from helpers.core.text import nfc

_SIGNATURE = re.compile(r"[ÃĂÂÄÅÆ][^\x00-\x7fÀ-ÖØ-öø-ɏ]|á[º»][^\x00-\x7f]|[ÃĂÂÄÅÆ][ŠŽŒšžœŸƒ]")
_CODE_PAGES = ("cp1252", "cp1258")
ENOUGH_VIETNAMESE = 0.9


def looks_damaged(text: str) -> bool:
    """Whether a text has pairs of signs as wrongly read UTF-8 has, and is not Vietnamese."""
    if text.isascii() or not _SIGNATURE.search(text):
        return False
    return vietnamese_share(text) < ENOUGH_VIETNAMESE


def restore(text: str) -> str | None:
    """The text as it was, None where it is not certain.

    All its characters must be bytes that are valid UTF-8 together, and what comes out Vietnamese.
    """
    for _ in range(2):  # some files went through it twice
        if not looks_damaged(text):
            break
        for page in _CODE_PAGES:
            data = _bytes(text, page)
            try:
                restored = nfc(data.decode("utf-8")) if data else ""
            except UnicodeDecodeError:
                continue
            if restored and (looks_damaged(restored) or _is_vietnamese(restored)):
                text = restored
                break
        else:
            return None
    return None if looks_damaged(text) else text


def _is_vietnamese(text: str) -> bool:
    return text.isascii() or vietnamese_share(text) >= ENOUGH_VIETNAMESE


def _bytes(text: str, page: str) -> bytes:
    """The bytes that a code page has for the text; b'' where it lacks a character."""
    data = bytearray()
    for sign in text:
        try:
            data += sign.encode(page)
        except UnicodeEncodeError:
            if ord(sign) > 0xFF:
                return b""
            data.append(ord(sign))
    return bytes(data)
