"""Raised characters behind a number or label: marks that refer to a note, not content."""

import re
from dataclasses import dataclass

SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", "0123456789()", strict=True))
_RAISED = re.compile(f"[{''.join(SUPERSCRIPTS)}]+")
_MARK = re.compile(r"[\s(\[]*(?:[0-9]{1,2}|[*†‡§#]{1,3}|[A-Za-z])(?:\s*[,;]\s*\w{1,2})*[\s)\]]*")
_BEFORE_POWER = re.compile(r"(?:^|\W|\d)(?:[kdchµ]|da)?m$|(?:^|\W)[^\W\d_]$", re.IGNORECASE)
_BEFORE_INDEX = re.compile(r"(?:^|[^\w])(?:[A-Z]{1,3}[0-9]?){1,3}$")
_TEN = re.compile(r"(?:^|[^\d.,])10$")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a text with one look; ``raised`` is 1 above the line, -1 below it, else 0.

    ``unseen``: letters in the colour of the paper.
    """

    text: str
    raised: int = 0
    struck: bool = False
    unseen: bool = False


def split_note_mark(runs: tuple[Run, ...]) -> tuple[str, str, bool]:
    """The text without its note marks, the marks, and whether it stays open what is meant.

    m² and m³ and the index of a formula (CO₂) belong to the text. A raised digit after 10 may be a
    power or a note: '10³ con', '10² xã'.
    """
    if all(run.raised for run in runs if run.text.strip()):
        return "".join(run.text for run in runs), "", False
    text, marks, is_open = "", [], False
    for index, run in enumerate(runs):
        following = "".join(later.text for later in runs[index + 1 :])[:1]
        mark = "".join(SUPERSCRIPTS.get(sign, sign) for sign in run.text.strip())
        is_open |= run.raised > 0 and not text.strip() and mark.isdigit() and following.isdigit()
        if (
            not run.raised
            or not text.strip()
            or _belongs(text, run.raised, mark)
            or not _MARK.fullmatch(mark)
        ):
            text += run.text
        elif text[-1:].isdigit() and (following.isdigit() or _TEN.search(text)):
            is_open = True
            text += run.text
        elif following.isalnum():
            text += run.text
        else:
            marks.append(mark)
    return text, " ".join(marks), is_open


def unicode_runs(text: str) -> tuple[Run, ...]:
    """A text in runs: its superscript characters (¹ ²) are raised."""
    runs, end = [], 0
    for match in _RAISED.finditer(text):
        runs += [Run(text[end : match.start()]), Run(match[0], 1)]
        end = match.end()
    return tuple(run for run in (*runs, Run(text[end:])) if run.text)


def _belongs(text: str, raised: int, mark: str) -> bool:
    """Whether a raised or lowered mark is content: of a unit or a formula."""
    if raised < 0:
        return _BEFORE_INDEX.search(text) is not None
    return mark in ("2", "3") and _BEFORE_POWER.search(text) is not None
