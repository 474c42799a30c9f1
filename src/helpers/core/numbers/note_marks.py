"""Marks after a figure that refer to a note: ``968¹``, ``1.313*``, ``1.313 (*)``, ``1.313(1)``."""

import re

_MARK = re.compile(
    r"(?<=[\w%‰₫.])"
    r"(?P<mark>(?:(?<=\d)|(?<=[^\W\d_mM¹²³⁰⁴-⁹]))[¹²³⁰⁴-⁹]+|\s*(?:\*+|\(\s*\*+\s*\))|\s*\(?[1-9]\))$"
)
"""A raised 2 or 3 after an m belongs to the unit."""


def split_note_mark(spelled: str) -> tuple[str, str]:
    """A tidied text without the mark at its end, and the mark ('' where there is none).

    A digit before a closing bracket is a mark only where ``is_certain`` of the number before it.
    """
    found = _MARK.search(spelled)
    if found is None or not any(
        character in "0123456789" for character in spelled[: found.start()]
    ):
        return spelled, ""
    return spelled[: found.start()].rstrip(), found["mark"].strip()


def is_certain(mark: str, marks: str) -> bool:
    """True where ``mark`` can be no second figure.

    ``12 (3)`` may be twelve, three of them women; ``1.313(1)``, after a number with ``marks``
    between its digits, is read as a figure with a note.
    """
    return not mark.endswith(")") or "*" in mark or bool(set(marks) & {".", ","})
