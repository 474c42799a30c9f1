"""Periods in answers: kept as distances from the year of the report, so that they hold again."""

from __future__ import annotations

import re

from helpers.core.periods import Period

_CODE = re.compile(r"(\d{4})(?:-(\d{4})|([HQM]\d{1,2}))?", re.ASCII)
_RELATIVE = re.compile(r"year([+-]\d+)(?:\.\.year([+-]\d+)| ([HQM]\d{1,2}))?", re.ASCII)


def relative_period(period: str, base: Period) -> str:
    """A period as seen from ``base``: in 2023H1, '2022M03' is 'year-1 M03', '2023' is 'year+0'.

    What is no period code comes back as it is.
    """
    match = _CODE.fullmatch(period)
    if not match:
        return period
    first, last, part = match.groups()
    text = f"year{int(first) - base.year:+d}"
    if last:
        return f"{text}..year{int(last) - base.year:+d}"
    return f"{text} {part}" if part else text


def absolute_period(period: str, base: Period) -> str:
    """The period code that a relative period means in ``base``; any other text as it is."""
    match = _RELATIVE.fullmatch(period)
    if not match:
        return period
    first, last, part = match.groups()
    code = str(base.year + int(first))
    return f"{code}-{base.year + int(last)}" if last else f"{code}{part or ''}"
