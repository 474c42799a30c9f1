"""Of which unit a table is, by its own lines, its sheet, who signed it and the name of its file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.block import Block
from helpers.cleaning.recognition.places import (
    bare_name,
    before_superiors,
    doubtful_place,
    level_above,
    names_own,
    names_own_or_below,
    other_superior,
    other_unit,
    place_below,
    village_in,
)
from helpers.cleaning.recognition.unit_lines import is_unit_line
from helpers.cleaning.recognition.vocabulary import any_of, group, key, plain
from helpers.core.catalogues.unit_names import names_of
from helpers.core.catalogues.units import Unit, Units
from helpers.core.text import slug

Place = tuple[str, str]


@dataclass(frozen=True)
class NamedUnit:
    """A unit of the catalogue that the name of a file names; ``is_below``: below the report's."""

    name: str
    is_below: bool


@dataclass
class TitlePlaces:
    """The unit below whose table it is, and why the table may be of another unit.

    Nearest first: its own lines, the name of its sheet, the lines above earlier tables, the
    signature, the name of the file (``named``: the unit in it).
    """

    block: Block
    unit: Unit
    named: NamedUnit | None = None
    place: Place | None = None
    foreign: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        titles = self.block.titles
        is_own = any(names_own(plain(cell.text), self.unit) for cell in titles)
        for cell in (*titles, *(() if is_own else self.block.above)):
            if other := other_unit(plain(cell.text), self.unit):
                self.foreign.append(("other_unit", other))
        name = self.block.grid.sheet.name
        if not self.foreign and (other := other_superior(name, self.unit)):
            self.foreign.append(("other_unit", f"{name} ({other})"))
        if self._take(titles) or self._take_named(name):
            return
        if is_own or not self._take_above():
            self._take_around()
            if is_own and self.place:
                self.foreign.append(("several_places", self.place[1]))

    def _take(self, cells: list[Cell]) -> bool:
        doubtful = (plain(cell.text) for cell in cells)
        self.foreign += [
            ("doubtful_place", text) for text in doubtful if doubtful_place(text, self.unit)
        ]
        for cell, found in self._places(cells):
            if village := village_in(plain(cell.text), self.unit):
                self.foreign.append(("other_unit", village))
            if self.place not in (None, found):
                self.foreign.append(("several_places", plain(cell.text)))
            self.place = found
        return self.place is not None

    def _places(self, cells: list[Cell]) -> Iterator[tuple[Cell, Place]]:
        for cell in cells:
            if found := place_below(plain(cell.text), self.unit):
                yield cell, found

    def _take_named(self, name: str) -> bool:
        if found := place_below(name, self.unit):
            self.place = found
        return self.place is not None

    def _take_above(self) -> bool:
        """The place of the head of the sheet; that over an earlier table alone is asked."""
        above = list(self._places(self.block.above))
        if not above:
            return False
        cell, found = above[0]
        below = [c for c in self.block.heading if c.row > cell.row and not is_unit_line(c.text)]
        if len({place for _, place in above}) > 1 or cell not in self.block.heading or not below:
            self.foreign.append(("several_places", plain(above[-1][0].text)))
        self.place = found
        return True

    def _take_around(self) -> None:
        """Who signed below the tables, else the name of the file."""
        for cell in self.block.foot:
            if issuer := _signing_office(cell.text):
                if other := other_unit(issuer, self.unit):
                    self.foreign.append(("other_unit", other))
                if self._take_named(issuer):
                    return
        stem = PurePath(self.block.grid.sheet.file).stem.replace("_", " ")
        if self.named and not self.named.is_below:
            self.foreign.append(("other_unit", f"{stem} ({self.named.name})"))
        elif self.named:
            self._take_named(self.named.name)
        elif other := other_unit(stem, self.unit):
            self.foreign.append(("other_unit", other))
        else:
            self._take_named(stem)


def _signing_office(text: str) -> str:
    """The unit that signs a paper: 'TM. ỦY BAN NHÂN DÂN XÃ A' → 'XÃ A'; empty for other lines."""
    shown, folded = plain(text), key(text)
    found = any_of(group("signing_offices")).search(folded)
    if found is None or not any(folded.startswith(word) for word in group("signed_by")):
        return ""
    end = any_of(group("signers")).search(folded, found.end())
    return shown[found.end() : end.start() if end else None].strip()


def unit_in_file_name(file: str, units: Units, unit: Unit) -> NamedUnit | None:
    """Another unit that the name of a file names, with its kind, with marks or without."""
    words = slug(PurePath(file).stem).split("-")
    every, known = _slugs(units), names_of(units).of(unit)
    own = {slug(name) for name in known.same | known.superior}
    below = {slug(name) for name in known.own - known.same}
    for start in range(len(words)):
        for end in range(len(words), start + 1, -1):
            name = "-".join(words[start:end])
            if name in own:
                break
            if name in below or name in every:
                return NamedUnit(every[name], name in below)
    return None


def bare_unit(block: Block, units: Units, unit: Unit) -> str:
    """The line of a table, its sheet or its file that is the name of another unit without its kind,
    with that name; '' for none. In names of sheets and files words and periods may stand beside."""
    names, own = names_of(units).bare_names(unit), slug(bare_name(unit))
    sheet = block.grid.sheet
    for text in (sheet.name, PurePath(sheet.file).stem.replace("_", " ")):
        words = [w for w in slug(text).split("-") if not (w.isdecimal() or w in _period_words())]
        ends = ["-".join(words[start:]) for start in range(len(words))]
        if own not in "-".join(words) and (found := next((e for e in ends if e in names), "")):
            return f"{text} ({names[found]})"
    lines = ((plain(cell.text), slug(plain(cell.text))) for cell in block.titles)
    return next((f"{text} ({names[line]})" for text, line in lines if line in names), "")


def superior_elsewhere(block: Block, units: Units, unit: Unit) -> str:
    """The name of the sheet, or a line, by which the unit or a place below it is in another unit
    above than that of the report: «Xã Mẫu, tỉnh Khác»; '' for none."""
    names = names_of(units)
    superior = names.of(unit).superior
    for text in (block.grid.sheet.name, *(plain(cell.text) for cell in block.titles)):
        for before, behind in before_superiors(text):
            named, _ = next(names.mentions(behind), ("", ""))
            is_first = bool(named) and slug(behind).startswith(slug(named))
            is_above = superior and is_first and level_above(named, unit)
            if is_above and named not in superior and names_own_or_below(before, unit):
                return text
    return ""


def _period_words() -> frozenset[str]:
    return frozenset(map(slug, group("words_of_periods")))


@lru_cache(maxsize=4)
def _slugs(units: Units) -> dict[str, str]:
    return {slug(row.name_vi): row.name_vi for row in units.rows}
