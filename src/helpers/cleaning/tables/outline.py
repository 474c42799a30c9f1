"""The tree of a table's rows: which row stands below which, and what each label means in it.

No figure moves to another row's meaning: a label that is not understood ends the group above it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from helpers.cleaning.layout import SEPARATOR, FormRow
from helpers.cleaning.numbering import Numbering, numbering_of, split_label
from helpers.cleaning.tables.words import begins_with, is_note, without_additions, words
from helpers.core.text import fold

GROUP_RANK = 2.5
"""An unnumbered group: below I and A, above 1."""
Unclear = Callable[[Iterable[tuple[str, bool]], str], str]
"""Groups and a code → the first group that may change what the code's row means; else empty.

Of each group: label, and True for a row that may stand beside the row rather than above it.
"""
LEAF_RANK = 5.5
"""An unnumbered row with figures: below 1.1, above a and -."""


class Labels(Protocol):
    """What the labels of a form mean."""

    def code_of(self, path: tuple[str, ...]) -> str | None:
        """Code of a label path, as ('Lúa xuân', 'Diện tích'); None where none is known."""

    def is_group(self, label: str) -> bool:
        """True where labels are known below this one."""

    def is_ambiguous(self, label: str) -> bool:
        """True where a label means different things below different groups."""


@dataclass(frozen=True)
class RowMeaning:
    """What a row is: its label path from the outermost group to itself, and its code.

    ``group_row``: row of the group by which the code was found, 0 without one; ``is_group``: rows
    stand below it; ``unclear``: the group above that may change what the row means: no code then;
    ``was_line``: the label of this group is that of an indicator too; ``code_says``: name of the
    indicator whose code the row carries, where the label is another's: no code then.
    """

    number: int
    path: tuple[str, ...]
    code: str | None
    is_group: bool = False
    group_row: int = 0
    unclear: str = ""
    was_line: bool = False
    code_says: str = ""

    @property
    def label_path(self) -> str:
        """The path as messages show it."""
        return SEPARATOR.join(self.path)


@dataclass
class _Entry:
    """A row above that may have rows below it; ``has_rows``: a row below it was found.

    A row with a unit of measure is no mere heading, also where it has no figure.
    """

    rank: float
    label: str
    code: str | None
    number: int
    numbering: Numbering | None
    indent: int = 0
    dependent: bool = False
    has_figures: bool = False
    has_unit: bool = False
    is_group: bool = False
    child_indent: int | None = None
    has_rows: bool = False

    @property
    def is_heading(self) -> bool:
        """True for a row without figure and unit of measure."""
        return not (self.has_figures or self.has_unit)

    @property
    def is_open(self) -> bool:
        """True for a group: a row without a meaning of its own, to which rows below belong."""
        return self.is_group or self.code is None


def outline(
    rows: Iterable[FormRow],
    value_roles: frozenset[str],
    labels: Labels,
    unclear: Unclear = lambda _groups, _code: "",
) -> dict[int, RowMeaning]:
    """Row number → meaning, of all rows with a label."""
    tree = _Tree(labels, unclear)
    for row in rows:
        for cell in row.outer_labels:
            tree.add(row.number, cell.text, "", has_figures=False, indent=0)
        if row.text("label") and not is_note(row.text("label")):
            filled = bool(value_roles & row.cells.keys())
            has_unit = bool(row.text("unit_of_measure"))
            tree.add(row.number, row.text("label"), row.text("order"), filled, row.indent, has_unit)
    used = {meaning.group_row for meaning in tree.meanings.values()}
    return {
        number: replace(meaning, code=None, was_line=True)
        if meaning.code and not meaning.group_row and number in used
        else meaning
        for number, meaning in tree.meanings.items()
    }


MOST_LEVELS = 30
"""Groups within groups: a real table has five; what is deeper counts as within the outer ones."""


class _Tree:
    """Takes rows from top to bottom and keeps the rows above that may have rows below."""

    def __init__(self, labels: Labels, unclear: Unclear) -> None:
        self._labels = labels
        self._find_unclear = unclear
        self._stack: list[_Entry] = []
        self._after_dependent_word = False
        self._governor: _Entry | None = None
        self._last_numbered: Numbering | None = None
        self._unclear = ""
        self._ended: list[_Entry] = []
        self._part: _Entry | None = None
        self._last: _Entry | None = None
        self.meanings: dict[int, RowMeaning] = {}

    def add(
        self,
        number: int,
        text: str,
        order: str,
        has_figures: bool,
        indent: int,
        has_unit: bool = False,
    ) -> None:
        """Add one row: find its parents, its meaning, and what it may be the parent of."""
        own, label = split_label(text)
        label = without_additions(label) or label
        numbering = numbering_of(order) if order else None
        numbering = numbering or own
        if not has_figures and fold(label).strip(" :") in words("dependent"):
            self._after_dependent_word = True
            return
        begins = begins_with(label, "dependent")
        may_be_part = has_figures and not self._labels.is_group(label)
        is_part = may_be_part if numbering is None else numbering.style in _BULLETS
        dependent = begins or (self._after_dependent_word and is_part)
        entry = _Entry(
            0.0, label, None, number, numbering, indent, dependent, has_figures, has_unit
        )
        self._unclear = ""
        del self._stack[MOST_LEVELS:-1]
        if numbering is not None:
            before = list(self._stack)
            self._below_numbers(entry, numbering)
            self._note_empty(before, entry)
        else:
            self._below_unnumbered(entry)
        self._note_part(entry)
        code, group = self._resolve(entry, text, begins=begins)
        path = (*(above.label for above in self._stack if above.label), label)
        self._mark_parent(entry)
        self.meanings[number] = RowMeaning(number, path, code, False, group, self._unclear)
        self._stack.append(entry)
        self._last = entry
        self._last_numbered = numbering or self._last_numbered
        if not entry.dependent:
            self._governor = entry

    def _resolve(self, entry: _Entry, text: str, *, begins: bool) -> tuple[str | None, int]:
        """Code of a row and its group's row; ``begins``: its own words make it a part."""
        code, group = self._find(entry, text)
        entry.code = code or self._unclear or None
        entry.dependent &= begins or entry.numbering is not None or entry.code is not None
        self._after_dependent_word &= entry.dependent
        entry.is_group = self._labels.is_group(entry.label)
        is_heading = entry.is_group or entry.code is None
        if entry.numbering is None and not entry.dependent and is_heading:
            self._open_group(entry)
            code, group = self._find(entry, text)
            entry.code = code or self._unclear or None
        return code, group

    def _note_part(self, entry: _Entry) -> None:
        """Remember a heading like «Trong đó: lúa lai» whose rows stand beside it, not below it.

        It holds until the next heading.
        """
        last = self._last
        if entry.is_heading:
            self._part = None
            self._ended = [] if entry.numbering else self._ended
        elif last and last.dependent and last.is_heading and last.code is None:
            self._part = self._part if last in self._stack else last

    def _note_empty(self, before: list[_Entry], entry: _Entry) -> None:
        """Remember a heading without rows that is numbered like this row: it may be its group."""
        closed = [e for e in before if e not in self._stack]
        self._ended += [e for e in closed if e.numbering and e.is_heading and not e.has_rows]

    def _mark_parent(self, entry: _Entry) -> None:
        if not self._stack:
            return
        parent = self._stack[-1]
        parent.has_rows = True
        if entry.indent > parent.indent:
            parent.child_indent = entry.indent
        if parent.number in self.meanings:
            self.meanings[parent.number] = replace(self.meanings[parent.number], is_group=True)

    def _open_group(self, entry: _Entry) -> None:
        """An unnumbered group ends those before; right below another group it is part of it.

        A row that is not understood may as well be one of the group before it: rows below may too.
        """
        above = self._stack[-1] if self._stack else None
        is_indented = above is not None and above.indent < entry.indent
        is_empty = above is not None and not (above.has_figures or above.has_rows)
        is_second = above is not None and above.is_open and is_empty
        if above is not None and (is_indented or is_second):
            entry.rank = max(GROUP_RANK, above.rank + 0.5)
        else:
            ended = [e for e in self._stack if e.rank >= GROUP_RANK and e.is_heading]
            self._ended = [] if entry.is_group or entry.is_heading else self._ended + ended
            self._close(GROUP_RANK)
            entry.rank = GROUP_RANK

    def _close(self, rank: float) -> None:
        """Forget the rows above that stand as deep as ``rank`` or deeper."""
        while self._stack and self._stack[-1].rank >= rank:
            self._stack.pop()

    def _below_numbers(self, entry: _Entry, numbering: Numbering) -> None:
        """Parents of a numbered row: by the numbers above it, else by the style of its number."""
        entry.rank = numbering.rank
        same = [
            (above, above.numbering)
            for above in self._stack
            if above.numbering and above.numbering.style == numbering.style
        ]
        before = next((e for e, other in reversed(same) if numbering.follows(other)), None)
        if before is not None or not numbering.parts:
            before = before or (same[-1][0] if same else None)
            if before is None:
                self._close_leaves_for(entry)
                return
            entry.rank = before.rank
            del self._stack[self._stack.index(before) :]
            return
        level = [pair for pair in same if len(pair[1].parts) == len(numbering.parts)]
        if level and numbering.is_first and self._stack[-1].is_open:
            entry.rank = max(numbering.rank, self._stack[-1].rank + 0.5)
        elif level and numbering.parts <= level[-1][1].parts:
            is_new_count = numbering.is_first and numbering.parts != level[-1][1].parts
            is_slip = level[-1][0].code is not None and not is_new_count
            self._close(level[-1][0].rank)
            if not is_slip and self._stack and self._stack[-1].is_open:
                self._stack.pop()
        elif self._is_empty_group():
            entry.rank = max(numbering.rank, self._stack[-1].rank + 0.5)
        else:
            self._close(numbering.rank)

    def _is_empty_group(self) -> bool:
        """True where the row right above is an unnumbered heading."""
        if not self._stack:
            return False
        top = self._stack[-1]
        is_row = top.has_figures or top.has_unit or top.has_rows
        return top.numbering is None and top.is_open and not is_row and not top.dependent

    def _close_leaves_for(self, entry: _Entry) -> None:
        """A first bullet stands below the row above it."""
        if self._stack:
            entry.rank = max(entry.rank, self._stack[-1].rank + 0.5)

    def _below_unnumbered(self, entry: _Entry) -> None:
        """Parents of an unnumbered row: by indents, else the group right above."""
        while self._stack and self._stack[-1].numbering is None:
            top = self._stack[-1]
            is_parent = top.is_open and not top.dependent and top.child_indent is None
            if top.indent < entry.indent or (is_parent and top.indent == entry.indent):
                break
            self._stack.pop()
        while (
            self._stack
            and not entry.dependent
            and not self._stack[-1].is_open
            and self._stack[-1].rank >= LEAF_RANK
        ):
            self._stack.pop()
        above = self._stack[-1].rank + 0.5 if self._stack else 0.0
        entry.rank = max(LEAF_RANK, above)

    def _find(self, entry: _Entry, text: str) -> tuple[str | None, int]:
        """Code of a label and the row of the group by which it was found; (None, 0) without them.

        Rows with a meaning of their own are passed on the way up, the first group is not.
        """
        names = [entry.label]
        whole = " ".join(text.split())
        if whole != entry.label:
            names.insert(0, whole)
        if entry.dependent and not begins_with(entry.label, "dependent"):
            names.append(f"trong đó: {entry.label}")
        for position in range(len(self._stack) - 1, -1, -1):
            above = self._stack[position]
            for name in names:
                outer = tuple(e.label for e in self._stack[: position + 1])
                code = self._labels.code_of((*outer, name)) or self._labels.code_of(
                    (above.label, name)
                )
                if code:
                    is_whole = self._labels.code_of((*outer, name)) == code
                    around = [] if is_whole else self._stack[:position]
                    return self._if_clear(code, around, entry), above.number
            if above.is_open:
                break
        return self._find_alone(entry, names), 0

    def _if_clear(self, code: str, above: list[_Entry], entry: _Entry) -> str | None:
        """The code, unless a group above may change what the row means."""
        around = [e for e in above if e.is_open] + self._ended
        groups = [(e.label, self._is_beside(e, entry)) for e in around]
        self._unclear = self._part.label if self._part else self._find_unclear(groups, code)
        return None if self._unclear else code

    def _is_beside(self, above: _Entry, entry: _Entry) -> bool:
        """True for an unnumbered row with a figure or a unit where the rows before it may go on.

        Nothing but its words can tell whether the row after it is a part of it.
        """
        if above.numbering is not None or not (above.has_figures or above.has_unit):
            return False
        if entry.numbering is None:
            return entry.indent <= above.indent
        last = self._last_numbered
        return last is not None and entry.numbering.follows(last)

    def _find_alone(self, entry: _Entry, names: list[str]) -> str | None:
        """Code of a label without its group, where it can mean one thing only."""
        if entry.dependent and (self._governor is None or self._governor.code is None):
            return None
        groups = [above for above in self._stack if above.is_open]
        if _is_part_of_unknown(entry, groups):
            return None
        for name in names:
            if not (groups and self._labels.is_ambiguous(name)):
                code = self._labels.code_of((name,))
                if code and entry.dependent and not begins_with(name, "dependent"):
                    self._unclear = f"{self._governor.label}, trong đó" if self._governor else ""
                    return None
                if code:
                    return self._if_clear(code, groups, entry)
        return None


def _is_part_of_unknown(entry: _Entry, groups: list[_Entry]) -> bool:
    """True for 2.1 or '-' below a row with figures that is not understood."""
    numbering = entry.numbering
    is_part = numbering is not None and (numbering.style in _BULLETS or len(numbering.parts) > 1)
    return is_part and any(group.has_figures for group in groups)


_BULLETS = ("dash", "plus", "small")
