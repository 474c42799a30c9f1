"""Which section of an outline an office means: by the printed number, an older one, or a title."""

import re
from collections.abc import Iterable
from typing import Literal

from helpers.core.catalogues.outlines import Outline, Section
from helpers.core.text import fold

Numbering = Literal["printed", "standard", ""]
_NUMBER = re.compile(
    rf"(?:{fold('mục')}\s+)?"
    r"([ivx]+(?:(?:\s*[./-]\s*|\s+)(?:\d{1,2}|[a-zđ]\b))*|\d{1,2}(?:\.\d{1,2})*|[a-zđ])"
    r"(?=$|[\s.):/-])[.):\s-]*(.*)"
)
_SEPARATORS = re.compile(r"[\s./-]+")


class SectionNumbers:
    """The numbers of one outline: as it prints them, and those of the standard outline."""

    def __init__(self, outline: Outline) -> None:
        sections = outline.all_sections()
        self._printed = {fold(section.id): section for section in sections}
        hosts = [section for section in sections if section.has_own_content]
        self._standard = {fold(source): host for host in hosts for source in host.sources}

    def numbering(self, written: Iterable[str]) -> Numbering:
        """Which numbers a table uses, by those that only one numbering has; empty for both."""
        numbers = {_split(text)[0] for text in written}
        clear = {number for number in numbers if len(self._hosts(number, "")) == 1}
        printed = clear & (self._printed.keys() - self._standard.keys())
        standard = clear & (self._standard.keys() - self._printed.keys())
        if bool(printed) == bool(standard):
            return ""
        return "printed" if printed else "standard"

    def find(self, written: str, numbering: Numbering) -> list[Section]:
        """The sections that may be meant, none of them without content of its own."""
        number, title = _split(written)
        hosts = self._hosts(number, numbering) if number else []
        if title and len(hosts) != 1:
            every = hosts or _once(self._standard.values())
            named = [host for host in every if _is_title(title, host, part=bool(hosts))]
            hosts = named or hosts
        return hosts

    def standard_number(self, written: str, section: Section) -> str:
        """The number under which texts of a section are kept."""
        number, _ = _split(written)
        sources = {fold(source): source for source in section.sources}
        return sources.get(number, section.sources[0])

    def _hosts(self, number: str, numbering: Numbering) -> list[Section]:
        printed = self._printed.get(number)
        readings: dict[Numbering, list[Section]] = {
            "printed": _within(printed) if printed else self._short(number),
            "standard": [self._standard[number]]
            if number in self._standard
            else [h for source, h in self._standard.items() if source.startswith(f"{number}.")],
        }
        every = (host for some in readings.values() for host in some)
        return _once(readings.get(numbering) or every)

    def _short(self, number: str) -> list[Section]:
        """Sections that print this number without that of their part: 1.1 of II and of III."""
        return [
            host
            for id_, section in self._printed.items()
            if id_.partition(".")[2] == number or (number.islower() and id_.endswith(f".{number}"))
            for host in _within(section)
        ]


def _once(sections: Iterable[Section]) -> list[Section]:
    return list({section.id: section for section in sections}.values())


def _within(section: Section) -> list[Section]:
    """The section itself, or those within it where it only heads them."""
    if section.has_own_content:
        return [section]
    return [host for child in section.sections for host in _within(child)]


def _split(written: str) -> tuple[str, str]:
    """(number, title) of what is written for a section; either may be empty."""
    text = fold(written)
    match = _NUMBER.fullmatch(text)
    return (_SEPARATORS.sub(".", match[1]), match[2]) if match else ("", text)


def _is_title(title: str, section: Section, *, part: bool) -> bool:
    own = fold(section.title_vi)
    return title == own or (part and (title in own or own in title))
