"""What a report's pages say around its sections: the head, the title, and the closing block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SECTION, LANDSCAPE, ANNEX, FORM = "section", "landscape", "annex", "form"
_KIND_WORDS = frozenset({SECTION, LANDSCAPE, ANNEX, FORM})


@dataclass(frozen=True)
class ReportHead:
    """Fields that Decree 30/2020/NĐ-CP, Annex I asks for, as plain text.

    A line feed within ``agency``, ``superior_agency`` or ``subject`` breaks the line there.
    ``recipients`` come without dash and semicolon; ``signing`` lines are in capitals.
    """

    lang: str
    title: str
    superior_agency: str
    agency: str
    number_symbol: str
    place_and_date: str
    kind: str
    subject: str
    recipients: tuple[str, ...]
    signing: tuple[str, ...]
    signer: str


@dataclass(frozen=True)
class Fragment:
    """One piece of the report's body: trusted HTML, its text already escaped.

    ``kind`` is one or more of the words ``section``, ``landscape``, ``annex``, ``form``. Annexes
    stand after the signature and start a page; forms share pages but stay whole. Raises
    ValueError for another word.
    """

    html: str
    kind: str = SECTION

    def __post_init__(self) -> None:
        words = self.kind.split()
        if not words or not _KIND_WORDS.issuperset(words):
            raise ValueError(f"unknown kind of fragment: {self.kind!r}")

    @property
    def is_annex(self) -> bool:
        return ANNEX in self.kind.split()


def recipient_lines(recipients: Sequence[str]) -> list[str]:
    """Lines of "Nơi nhận" with the semicolons and the last full stop the decree shows."""
    bare = [line.strip().rstrip(";.").rstrip() for line in recipients]
    return [f"{line};" for line in bare[:-1]] + [f"{line}." for line in bare[-1:]]
