"""Of which group of people or of which zone all figures of a table are, by the lines above it.

«HỘ NGHÈO DÂN TỘC MẪU» counts none of the other households, «CÁC XÃ KHU VỰC III» no other
communes. Where a head or a row names such a group itself, the lines above do not say it of all.
"""

import re
from collections.abc import Iterable, Iterator

from helpers.cleaning.recognition.draft import Draft
from helpers.cleaning.recognition.model import Breakdown
from helpers.cleaning.recognition.peoples import DIMENSION, Peoples
from helpers.cleaning.recognition.places import SCOPE, ZONE, is_place, zone_of
from helpers.cleaning.recognition.table import Table
from helpers.cleaning.recognition.vocabulary import group, key, plain
from helpers.cleaning.title_words import title_words

_TIME = re.compile(r"\s(?:đến|năm|tháng|quý|tính|trong|\d{1,2}[/ ]?tháng|\d{1,2}/\d)")
GENDER = "giới"
LONGEST_NAME = 3
"""Words of the name of an ethnic group."""


def titled_groups(table: Table) -> Breakdown:
    """The ethnic group, the zone and the gender that the lines above a table give to all of it."""
    context, beside = table.context, _dimensions_of(table)
    labels = " ; ".join(map(key, _labels(table)))
    offices = tuple(f"{word} " for word in group("offices"))
    lines = [key(text) for text in context.titles if not key(text).startswith(offices)]
    sheet = plain(table.block.grid.sheet.name)
    peoples = {p for line in lines for p in _peoples_in(line, context.peoples)}
    peoples |= {context.peoples.member(sheet)} - {""}
    zones = {zone for line in lines for zone in _zones_in(line)}
    women = {"nữ" for line in lines if re.search(title_words()["women"], line)}
    found_extracts = (re.search(title_words()["extract"], line) for line in lines)
    extracts = {re.split(_TIME, m[0])[0].strip() for m in found_extracts if m}
    has_places = any(name for name in beside if is_place(name))
    found = {DIMENSION: peoples, ZONE: zones, GENDER: women, SCOPE: extracts if has_places else ()}
    return tuple(
        (name, next(iter(members)))
        for name, members in found.items()
        if len(members) == 1
        and name not in beside
        and not any(_is_named(m, labels) for m in members)
    )


def take_groups(draft: Draft, groups: Breakdown, unit: str) -> None:
    """Add what the lines above say to the parts of a figure; only people are women, or of an
    ethnic group."""
    known = dict(draft.meaning.breakdown)
    label = key(" ".join((unit, *draft.label_path)))
    of_people = unit in group("units_of_persons") or re.search(title_words()["of_people"], label)
    is_whole = not any(map(is_place, known))
    fits = {GENDER: of_people, DIMENSION: of_people, ZONE: True, SCOPE: is_whole}
    draft.add_breakdown((n, member) for n, member in groups if n not in known and fits[n])


def _peoples_in(line: str, peoples: Peoples) -> Iterator[str]:
    for found in re.finditer(title_words()["before_people"], line):
        rest: str | None = line[found.end() :]
        while rest is not None and (named := _people_at(rest, peoples)):
            yield named[0]
            more = re.match(title_words()["more_people"], named[1])
            rest = named[1][more.end() :] if more else None


def _people_at(text: str, peoples: Peoples) -> tuple[str, str] | None:
    """The ethnic group with which a text begins, and what follows."""
    ends = [found.end() for found in re.finditer(r"[\w'’]+", text)][:LONGEST_NAME]
    named = ((peoples.member(text[:end]), text[end:]) for end in reversed(ends))
    return next((each for each in named if each[0]), None)


def _zones_in(line: str) -> Iterator[str]:
    for found in re.finditer(title_words()["zones"], line):
        zone = zone_of(found[0])
        yield zone[1] if zone else found[0]


def _dimensions_of(table: Table) -> set[str]:
    """The groups by which the heads and rows of a table divide it, or of which they name one."""
    labels = [key(text) for text in _labels(table)]
    found = {
        name
        for breakdown in (
            *(line.role.breakdown for line in table.lines),
            *(item.breakdown for item in table.items),
        )
        for name, _ in breakdown
    }
    peoples = table.context.peoples
    if any(peoples.member(text) or any(_peoples_in(text, peoples)) for text in labels):
        found.add(DIMENSION)
    if any(re.search(title_words()["zones"], text) for text in labels):
        found.add(ZONE)
    if any(re.search(r"(?<!\w)(?:nam|nữ)(?!\w)", text) for text in labels):
        found.add(GENDER)
    return found


def _is_named(member: str, labels: str) -> bool:
    """True where heads or rows name the group themselves: «Tđ: Mẫu» beside «Tổng số»."""
    return re.search(rf"(?<!\w){re.escape(key(member))}(?!\w)", labels) is not None


def _labels(table: Table) -> Iterable[str]:
    heads = (text for line in table.lines for text in line.role.path)
    return (*heads, *(name for item in table.items for name in item.path))
