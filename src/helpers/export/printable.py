"""Text as a finished document can hold it."""

import re

# What XML 1.0 cannot hold.
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """``text`` without what XML cannot hold; a missing mark shows as the replacement sign."""
    return _UNPRINTABLE.sub("\ufffd", text)
