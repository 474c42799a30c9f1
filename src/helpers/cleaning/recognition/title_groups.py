"""Of which group of people or of which zone all figures of a table are, by the lines above it.

«HỘ NGHÈO DÂN TỘC MẪU» counts none of the other households, «CÁC XÃ KHU VỰC III» no other
communes. Where a head or a row names such a group itself, the lines above do not say it of all.
"""

import re
from collections.abc import Iterable, Iterator

from helpers.cleaning.recognition.draft import Draft
from helpers.cleaning.recognition.model import Breakdown
from helpers.cleaning.recognition.peoples import DIMENSION, Peoples
from helpers.cleaning.recognition.places import ZONE, zone_of
from helpers.cleaning.recognition.table import Table
from helpers.cleaning.recognition.vocabulary import group, key, plain
from helpers.cleaning.title_words import title_words

GENDER = "giới"
LONGEST_NAME = 3
"""Words of the name of an ethnic group."""


def titled_groups(table: Table) -> Breakdown:
    """The ethnic group, the zone and the gender that the lines above a table give to all of it."""
    context = table.context
    offices = tuple(f"{word} " for word in group("offices"))
    lines = [key(text) for text in context.titles if not key(text).startswith(offices)]
    sheet = plain(table.block.grid.sheet.name)
    peoples = {p for line in lines for p in _peoples_in(line, context.peoples)}
    peoples |= {context.peoples.member(sheet)} - {""}
    zones = {zone for line in lines for zone in _zones_in(line)}
    women = {"nữ" for line in lines if re.search(title_words()["women"], line)}
    found = {DIMENSION: peoples, ZONE: zones, GENDER: women}
    beside = _dimensions_of(table)
    return tuple(
        (name, members.pop())
        for name, members in found.items()
        if len(members) == 1 and name not in beside
    )


def take_groups(draft: Draft, groups: Breakdown, unit: str) -> None:
    """Add what the lines above say to the parts of a figure; only persons are women."""
    known = dict(draft.meaning.breakdown)
    more = [
        (name, member)
        for name, member in groups
        if name not in known and (name != GENDER or unit in group("units_of_persons"))
    ]
    draft.add_breakdown(more)


def _peoples_in(line: str, peoples: Peoples) -> Iterator[str]:
    for found in re.finditer(title_words()["before_people"], line):
        words = re.findall(r"[\w'’]+", line[found.end() :])[:LONGEST_NAME]
        names = (peoples.member(" ".join(words[:n])) for n in range(len(words), 0, -1))
        yield from list(filter(None, names))[:1]


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


def _labels(table: Table) -> Iterable[str]:
    heads = (text for line in table.lines for text in line.role.path)
    return (*heads, *(name for item in table.items for name in item.path))
