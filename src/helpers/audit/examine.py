"""All claims of a text, each with its place.

An English text is read with English numbers (1,234.5) and the words of words_en.yml. Its rows of
tables are English; a paragraph that a Vietnamese office wrote is examined as Vietnamese. In English
nothing is found by rules that need words the list lacks: totals that a period closes, numbers in
words, lists of names against their count, school years and terms, dates after the report's own, a
programme's capital against its projects.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from helpers.audit.claim import Claim
from helpers.audit.passages import Passage, by_language
from helpers.audit.readers import read_passages
from helpers.audit.readers.readable import holds_vietnamese
from helpers.audit.rules.again import Repetitions, find_repeated_rows
from helpers.audit.rules.cells import Table, tables_in
from helpers.audit.rules.columns import find_in_columns
from helpers.audit.rules.counted import find_counts
from helpers.audit.rules.dates import find_times, is_later
from helpers.audit.rules.own_time import own_time
from helpers.audit.rules.programme import ProgrammeCapital
from helpers.audit.rules.prose import Prose
from helpers.audit.rules.rows import find_in_rows
from helpers.audit.rules.written import find_forms, find_worded
from helpers.audit.tokens import numbers_in
from helpers.audit.vocabulary import examined_in
from helpers.core.errors import InputError
from helpers.core.numbers import Style, column_style

FINDERS = (find_counts, find_forms, find_worded)
_NOTE_MARK = re.compile(r"(?<=[\w%)]) ?\[[a-z]{1,2}\]")
SAMPLE = 5000
"""Numbers that show how a text writes them."""


@dataclass(frozen=True)
class Examined:
    """One claim of a file: where it stands and in which words."""

    file: str
    place: str
    words: str
    claim: Claim
    passage: int = 0

    @property
    def is_contradiction(self) -> bool:
        """True where the claim cannot be true."""
        return self.claim.is_contradiction


def examine_file(path: Path, lang: str = "vi") -> list[Examined]:
    """Every claim of a file that could be checked, right or wrong, in order.

    ``lang``: the language that the file is written in. Raises InputError.
    """
    found = examine(path.name, read_passages(path), lang)
    return sorted(found, key=lambda item: item.passage)


def examine(file: str, passages: Sequence[Passage], lang: str = "vi") -> list[Examined]:
    """Claims of passages in order, at the end those that need the whole text.

    The way of writing numbers is that of the whole text, in an English one the English way.
    """
    passages = [replace(p, text="" if p.is_unread else claims_alone(p.text)) for p in passages]
    found: list[Examined] = []
    for written_in, own in by_language(passages, lang):
        style = "en" if written_in == "en" else text_style(own)
        with examined_in(written_in):
            found += _claims(file, own, style)
    return found


def require_vietnamese(file: str, passages: Sequence[Passage], found: Sequence[Examined]) -> None:
    """Raise InputError where nothing was found in a text because it is not in Vietnamese."""
    if not found and not holds_vietnamese(passages):
        raise InputError("audit.no_vietnamese", file=file)


def _claims(file: str, passages: Sequence[Passage], style: Style) -> Iterator[Examined]:
    """Claims of passages in one language."""
    texts = [passage.text for passage in passages]
    own = own_time(texts)
    if own.reported is not None and is_later(texts, own.reported):
        own = replace(own, reported=None)
    tables = tables_in(passages, style)
    in_tables = _claims_of_tables(tables)
    repeated = Repetitions(tables)
    programme = ProgrammeCapital()
    prose = Prose(passages, style)
    for number, passage in enumerate(passages):
        claims = [*in_tables.get(number, []), *find_times(passage.text, own)]
        here = prose.paragraph(number)
        if here.tokens:
            claims += [claim for find in FINDERS for claim in find(here)]
            claims += [*prose.claims(number), *repeated.find(here)]
            programme.read(here, passage.place)
        for claim in sorted(claims, key=lambda found: (found.start, found.end)):
            yield _examined(file, passage, claim, number)
    for number, claim in programme.claims():
        yield _examined(file, passages[number], claim, number)


def _claims_of_tables(tables: Sequence[Table]) -> dict[int, list[Claim]]:
    """Claims of cells by the passage that holds their row."""
    found: dict[int, list[Claim]] = defaultdict(list)
    for table in tables:
        for solved in (*find_in_columns(table), *find_in_rows(table)):
            found[solved.candidate.stated.paragraph].append(solved.claim)
    for number, claim in find_repeated_rows(tables):
        found[number].append(claim)
    return found


def _examined(file: str, passage: Passage, claim: Claim, number: int) -> Examined:
    return Examined(file, passage.place, passage.text[claim.start : claim.end], claim, number)


def text_style(passages: Iterable[Passage]) -> Style:
    """How a text writes its numbers; the Vietnamese way where it shows neither, or both."""
    numbers = (number for passage in passages for number in numbers_in(passage.text))
    return column_style(list(islice(numbers, SAMPLE))) or "vi"


def claims_alone(text: str) -> str:
    """``text`` with blanks in place of quotations and of note marks: ``13 [a]/15 tiêu chí``."""
    return _NOTE_MARK.sub(lambda mark: " " * len(mark[0]), without_quotes(text))


def without_quotes(text: str) -> str:
    """``text`` with blanks in place of what stands between « and »: words of a source, no claim."""
    if "«" not in text:
        return text
    kept, depth = [], 0
    for mark in text:
        depth += mark == "«"
        kept.append(" " if depth else mark)
        depth -= mark == "»" and depth > 0
    return "".join(kept) if depth == 0 else text
