"""Parts of a narrower whole: «Hộ nghèo» below «Số hộ vay vốn» are not all of the unit."""

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.cleaning.recognition.matching import IndicatorMatcher
from helpers.cleaning.recognition.table import Item, Line, Table
from helpers.cleaning.recognition.vocabulary import begins_with_part, group, key
from helpers.core.conversion import canonical_unit

Label = tuple[str, ...]


@dataclass(frozen=True)
class NarrowerWholes:
    """Finds the row or the column of which another one may be a part."""

    table: Table
    matcher: IndicatorMatcher

    def of(self, item: Item, line: Line, path: Label, code: str, unit: str) -> tuple[Label, bool]:
        """The labels of the whole that narrows a row or column, and whether it is sure that it
        does; ((), False) where the label stands for all that the unit has."""
        if not path or self._counts(path[-1]) or self.matcher.names_product(" ".join(path)):
            return (), False
        wholes = self._rows(item, line, unit) if path == item.names else iter(())
        if self.table.kind != "indicator" and path == line.role.names:
            wholes = self._columns(line, unit)
        for names, is_sure in wholes:
            if self.matcher.is_whole_of(names, code, unit):
                return (), False
            return names, is_sure
        return (), False

    def _rows(self, item: Item, line: Line, unit: str) -> Iterator[tuple[Label, bool]]:
        """The nearest rows above with the same unit and larger figures; unnumbered below a
        numbered one, or below its parts, a row is a part of it for sure."""
        row, table = item.row, self.table
        if row is None or table.kind != "indicator" or table.is_turned or len(item.path) > 1:
            return
        for above in reversed([i for i in self.table.items if i.number < item.number]):
            other = above.row
            if other is None or other.is_group or not _is_of(above.unit, unit):
                return
            is_below = row.numbering is None and other.numbering is not None
            is_beside = not is_below and self._stands_alone(above, unit)
            if other.is_part or is_beside or (row.numbering is other.numbering is None):
                continue
            value = table.values.get((item.number, line.number))
            whole = table.values.get((above.number, line.number))
            if value is not None and whole is not None and value <= whole:
                yield above.names, is_below
            return

    def _stands_alone(self, above: Item, unit: str) -> bool:
        """True for another bare label that is an indicator itself: «Hộ DTTS» above «Hộ nghèo»."""
        is_bare = bool(above.names) and not self._counts(above.names[-1])
        return is_bare and self.matcher.match(above.names, unit).degree == "sure"

    def _columns(self, line: Line, unit: str) -> Iterator[tuple[Label, bool]]:
        """The nearest column to the left that counts the same and is nowhere smaller."""
        lefts = [x for x in self.table.lines if x.number < line.number and x.role.names]
        for left in reversed([x for x in lefts if _is_of(x.role.unit, unit)]):
            if not self._counts(left.role.names[-1]):
                continue
            pairs = [
                (self.table.values.get((i.number, line.number)), whole)
                for i in self.table.items
                if (whole := self.table.values.get((i.number, left.number))) is not None
            ]
            if pairs and all(value is not None and value <= whole for value, whole in pairs):
                yield left.role.names, True
            return

    @staticmethod
    def _counts(label: str) -> bool:
        """True for «Số hộ nghèo», which says itself that it counts; not for «Hộ nghèo»."""
        counting = tuple(f"{word} " for word in group("counting"))
        return key(label).startswith(counting) or begins_with_part(label)


def _is_of(stated: str, unit: str) -> bool:
    measure = canonical_unit(stated) if stated else None
    return measure is not None and measure.unit == unit and measure.dimension.startswith("count")
