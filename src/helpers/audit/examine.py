"""All claims of a text, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from helpers.audit.attainment import Claim, find_attainments
from helpers.audit.passages import Passage, read_passages
from helpers.audit.tokens import tokens_of
from helpers.ground.numbers import column_style

CONTRADICTION = "contradiction"


@dataclass(frozen=True)
class Examined:
    """One claim of a file: where it stands and in which words."""

    file: str
    place: str
    words: str
    claim: Claim

    @property
    def is_contradiction(self) -> bool:
        return self.claim.classification == CONTRADICTION


def examine_file(path: Path) -> list[Examined]:
    """Every claim that could be checked in one file, right or wrong. Raises InputError."""
    return list(examine(path.name, read_passages(path)))


def examine(file: str, passages: Sequence[Passage]) -> Iterator[Examined]:
    """Claims of passages in order; the way of writing numbers is that of the whole text."""
    passages = [replace(p, text=without_quotes(p.text)) for p in passages]
    numbers = [
        token.text
        for passage in passages
        for token in tokens_of(passage.text, None)
        if token.kind == "number"
    ]
    style = column_style(numbers)
    for passage in passages:
        for claim in find_attainments(list(tokens_of(passage.text, style))):
            words = passage.text[claim.start : claim.end]
            yield Examined(file, passage.place, words, claim)


def without_quotes(text: str) -> str:
    """``text`` with blanks in place of what stands between « and »: words of a source, no claim."""
    kept, depth = [], 0
    for mark in text:
        depth += mark == "«"
        kept.append(" " if depth else mark)
        depth -= mark == "»" and depth > 0
    return "".join(kept) if depth == 0 else text
