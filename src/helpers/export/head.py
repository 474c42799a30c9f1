"""What surrounds the sections of a report: the head, the title, and the closing block."""

from collections.abc import Sequence
from dataclasses import dataclass


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


def recipient_lines(recipients: Sequence[str]) -> list[str]:
    """Lines of "Nơi nhận" with the semicolons and the last full stop the decree shows."""
    bare = [line.strip().rstrip(";.").rstrip() for line in recipients]
    return [f"{line};" for line in bare[:-1]] + [f"{line}." for line in bare[-1:]]
