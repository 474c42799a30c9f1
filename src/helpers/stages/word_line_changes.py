"""How the lines of a report and of its Word file differ: pairs of lines, and the words in them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from helpers.audit.passages import Passage
from helpers.stages.edits import DROP, INSERT_AFTER, REPLACE, Edit
from helpers.stages.notebooks.edited_parts import numerals_in
from helpers.stages.word_lines import Line, Span

TEXT, FIGURE, LISTED = "text", "figure", "listed"
ALIKE = 0.5
"""Share of words in common from which two paragraphs are one that was changed."""
CONTEXT = 6
"""Unchanged words on each side of a change by which its place is found again."""
_WORD = re.compile(r"\S+")
_BRACES = str.maketrans({"{": "{{", "}": "}}"})


@dataclass(frozen=True)
class WordChange:
    """One difference: ``kind`` is text (with its ``edit``), figure, or listed with a ``reason``.

    ``place`` is where it stands in the Word file; empty for what is no longer there. ``line`` and
    ``passage`` are the whole lines of today's report and of the Word file that it is about;
    ``others`` are lines of today's report that stood where it was put.
    """

    kind: str
    section: str
    place: str
    before: str
    after: str
    edit: Edit | None = None
    reason: str = ""
    line: str = ""
    passage: str = ""
    others: tuple[str, ...] = ()

    @property
    def typed(self) -> list[str]:
        """Numerals that a person typed into the words that are brought back."""
        before = Counter(numerals_in(self.before))
        return list((Counter(numerals_in(self.after)) - before).elements())


def compared_lines(old: Sequence[Line], new: Sequence[Passage], above: str) -> Iterator[WordChange]:
    """Pairs of lines that are alike in their order; the others are gone or new."""
    rest = list(new)
    section = above
    for line in old:
        section = line.section or section
        alike = [_likeness(line.text, passage.text) for passage in rest]
        best = max(range(len(rest)), key=lambda n: alike[n], default=None)
        if best is None or alike[best] < ALIKE:
            if not (rest and _is_to_fill_in(line)):
                yield _dropped(line)
            continue
        yield from (_inserted(passage, section) for passage in rest[:best])
        yield from _changed(line, rest[best])
        rest = rest[best + 1 :]
    yield from (_inserted(passage, section) for passage in rest)


def _is_to_fill_in(line: Line) -> bool:
    """True for a dotted line: it goes by itself where a paragraph was written in its place."""
    return not line.text.strip("…. ")


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _inserted(passage: Passage, section: str) -> WordChange:
    change = WordChange(
        LISTED, section, passage.place, "", passage.text, reason="table", passage=passage.text
    )
    if passage.table or not section:
        return change
    text = passage.text.strip().translate(_BRACES)
    edit = Edit(action=INSERT_AFTER, section=section, paragraph=text)
    return replace(change, kind=TEXT, edit=edit, reason="")


def _dropped(line: Line) -> WordChange:
    change = WordChange(LISTED, line.section, "", line.text, "", reason="fixed", line=line.text)
    free = max(_free_spans(line), key=lambda span: span[1] - span[0], default=(0, 0))
    text = line.text[slice(*free)].strip()
    if not line.is_text or not line.section or not text:
        return change
    edit = Edit(action=DROP, section=line.section, text=text)
    return replace(change, kind=TEXT, edit=edit, reason="")


def _free_spans(line: Line) -> Iterator[Span]:
    """What lies between the figures and other fixed spans of a line."""
    position = 0
    for start, end in sorted((*line.fixed, *line.figures, (len(line.text), len(line.text)))):
        if start > position:
            yield position, start
        position = end


def _changed(line: Line, passage: Passage) -> Iterator[WordChange]:
    """The changes within a line, stretch by stretch between its figures."""
    old, new = (list(_WORD.finditer(text)) for text in (line.text, passage.text))
    words = [[match[0] for match in matches] for matches in (old, new)]
    codes = SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes()
    changed = [code for code in codes if code[0] != "equal"]
    for group in _grouped(changed, old, line):
        i1, i2, j1, j2 = group[0][1], group[-1][2], group[0][3], group[-1][4]
        before, after = (" ".join(w[a:b]) for w, a, b in ((words[0], i1, i2), (words[1], j1, j2)))
        change = WordChange(
            LISTED, line.section, passage.place, before, after, reason="fixed",
            line=line.text, passage=passage.text,
        )  # fmt: skip
        if _touches(line.figures, old, i1, i2):
            yield replace(change, kind=FIGURE, reason="")
        elif not line.is_text or _touches(line.fixed, old, i1, i2):
            yield change
        else:
            yield _with_edit(change, line, passage, (old, new), (i1, i2, j1, j2))


def _grouped(
    codes: Sequence[tuple], old: Sequence[re.Match], line: Line
) -> Iterator[list[tuple[str, int, int, int, int]]]:
    """Changes near each other, with no fixed span between them, together."""
    group: list[tuple] = []
    for code in codes:
        if group:
            gap = (group[-1][2], code[1])
            is_near = gap[1] - gap[0] <= 2 * CONTEXT
            if not is_near or _touches((*line.fixed, *line.figures), old, *gap):
                yield group
                group = []
        group.append(code)
    if group:
        yield group


def _touches(spans: Sequence[Span], words: Sequence[re.Match], first: int, last: int) -> bool:
    return any(
        word.start() < end and start < word.end() for word in words[first:last]
        for start, end in spans
    )  # fmt: skip


def _with_edit(
    change: WordChange,
    line: Line,
    passage: Passage,
    words: tuple[Sequence[re.Match], Sequence[re.Match]],
    at: tuple[int, int, int, int],
) -> WordChange:
    """The change with the words around it, up to the next figure on either side."""
    old, new = words
    i1, i2, j1, j2 = at
    fixed = (*line.fixed, *line.figures)
    before = after = 0
    while before < min(CONTEXT, i1) and not _touches(fixed, old, i1 - before - 1, i1):
        before += 1
    while after < min(CONTEXT, len(old) - i2) and not _touches(fixed, old, i2, i2 + after + 1):
        after += 1
    was, now = old[i1 - before : i2 + after], new[j1 - before : j2 + after]
    if not was or not now:
        return change
    text = line.text[was[0].start() : was[-1].end()]
    paragraph = passage.text[now[0].start() : now[-1].end()].translate(_BRACES)
    edit = Edit(action=REPLACE, section=line.section, text=text, paragraph=paragraph)
    return replace(change, kind=TEXT, edit=edit, reason="")
