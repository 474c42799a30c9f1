"""Text as patterns compare it: small letters, composed, blanks collapsed, one way of tone marks."""

import re
from functools import lru_cache

from helpers.core.text import SEEN, nfc

_PAIRS = "oàòa oáóa oảỏa oãõa oạọa oèòe oéóe uỳùy uýúy uỷủy uỹũy uỵụy"
_OLD_TONES = {pair[:2]: pair[2:] for pair in _PAIRS.split()}
_OLD_TONE = re.compile(rf"(?<!q)({'|'.join(_OLD_TONES)})(?!\w)")


@lru_cache(maxsize=50_000)
def key(text: str) -> str:
    """Comparison key in composed letters, so that patterns can be written as people write.

    Lower case, blanks collapsed, without characters that nobody sees, hoà as hòa.
    """
    seen = nfc(" ".join(text.translate(SEEN).lower().split()))
    return _OLD_TONE.sub(lambda found: _OLD_TONES[found[0]], seen)


def plain(text: str) -> str:
    """Text with blanks collapsed."""
    return " ".join(text.split())
