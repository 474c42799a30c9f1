"""The words of a label: regional words and abbreviations in one form, fillers left out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from helpers.cleaning.recognition.matching_headings import PEOPLE, SECTOR, Headings, segments
from helpers.core.catalogues.label_words import LabelWords
from helpers.core.text import fold, nfc, without_marks

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_NUMBERING = re.compile(
    r"^\s*(?:[-–—+*•·]+\s*|\(?(?:[ivxlcdm]+|\d+(?:\.\d+)*|[a-zđ])[.)/]\s*|\d+\s+)+", re.IGNORECASE
)
_ROW_FORMULA = re.compile(r"\((?=[^)]*[+=])[ivx\d+=\-–/*\s.]+\)", re.IGNORECASE)
Words = tuple[str, ...]


def words_of(text: str) -> Words:
    """The words of a text, folded; signs between them do not count."""
    return tuple(_WORD.findall(fold(text)))


def has_marks(text: str) -> bool:
    """True where a text has a Vietnamese letter that no other keyboard has."""
    return not nfc(text).isascii()


def without_numbering(text: str) -> str:
    """``text`` without order number or bullet, and sums of rows (I+II)."""
    return fold(_ROW_FORMULA.sub(" ", _NUMBERING.sub("", text)))


@dataclass(frozen=True)
class LabelPart:
    """One label of a path. ``terms``: what it says, each term a word or several words together.

    ``is_part``: it is a part of the row above ('Trong đó: …'). ``headings``: the terms that may
    name a group of rows and nothing else; ``sectors``: those of them that narrow a row which says
    no more than 'Số hộ' (``is_of_people``). ``counted``: the first term that is counted.
    """

    terms: frozenset[str]
    headings: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    counted: str = ""
    is_part: bool = False
    is_of_people: bool = False

    @property
    def is_heading(self) -> bool:
        """True where it may name a group of rows and nothing else; also where it says nothing."""
        return self.terms <= self.headings


class LabelVocabulary:
    """Reads labels by the rows of label_words.csv, for units of one level."""

    def __init__(self, rows: Sequence[LabelWords], level: str) -> None:
        self._level = level
        self._phrases: dict[Words, list[tuple[str, Words]]] = {}
        self._unmarked: dict[Words, list[tuple[str, Words]]] = {}
        self._longest: dict[str, int] = {}
        self._parts: list[Words] = []
        self._headings = Headings(self._says_nothing)
        self.products: set[str] = set()
        self.seasons: set[str] = set()
        self.measures: dict[str, list[str]] = {}
        self.nouns: frozenset[str] = frozenset()
        for row in rows:
            for text in row.words:
                self._add(row, words_of(text))
        for words in list(self._phrases):  # as people write them on a keyboard without marks
            without = words_of(without_marks(" ".join(words)))
            self._unmarked.setdefault(without, self._phrases[words])
        for words in (*self._phrases, *self._unmarked):
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 1))
        nouns = (text for row in rows if row.kind == "counted" for text in row.words)
        groups = (text for row in rows if row.kind == "heading" for text in row.words)
        self.headings = frozenset(
            term for text in groups for term in self.terms(words_of(text), "")
        )
        self.nouns = frozenset(term for text in nouns for term in self.terms(words_of(text), ""))

    def _add(self, row: LabelWords, words: Words) -> None:
        if row.kind == "part":
            self._parts.append(words)
        elif row.kind == "heading":
            self._headings.add(words, row.when)
        elif row.kind == "measure":
            self.measures.setdefault(row.when, []).append(" ".join(words))
        elif row.kind == "filler" and row.when in ("", self._level):
            self._phrases.setdefault(words, []).append(("", ()))
        elif row.kind in ("synonym", "season", "phrase", "product"):
            meaning = row.means or (" ".join(words) if row.kind == "phrase" else "")
            terms = tuple(" ".join(words_of(part)) for part in meaning.split("|") if part)
            self._phrases.setdefault(words, []).append((row.when, terms))
            if row.kind == "product":
                self._headings.products.add(words)
                self.products.update(terms)
            if row.kind == "season":
                self.seasons.update(terms)

    def read(self, label: str, dimension: str, unmarked: bool = False) -> LabelPart:
        """The terms of a label whose figures have a unit of measure of this dimension ('': any).

        ``unmarked``: the label has no Vietnamese marks, so "dien tich" is "diện tích".
        """
        text = without_numbering(label)
        words = words_of(text)
        part = max((p for p in self._parts if words[: len(p)] == p), key=len, default=())
        words = words[len(part) :]
        ordered = tuple(self.terms(words, dimension, unmarked))
        terms = frozenset(ordered)
        kinds = self._headings.kinds_of(words, [words_of(each) for each in segments(text)])
        counted = next((term for term in ordered if term in self.nouns), "")
        return LabelPart(
            terms,
            frozenset() if kinds is None else terms,
            terms if kinds is not None and SECTOR in kinds else frozenset(),
            counted,
            is_part=bool(part),
            is_of_people=kinds is not None and PEOPLE in kinds,
        )

    def terms(self, words: Words, dimension: str, unmarked: bool = False) -> Iterable[str]:
        """The terms of words, the longest phrases first."""
        phrases = self._unmarked if unmarked else self._phrases
        position = 0
        while position < len(words):
            longest = self._longest.get(words[position], 0)
            ahead = words[position : position + longest]
            length, terms = _first_phrase(phrases, ahead, dimension)
            yield from terms if length else words[position : position + 1]
            position += length or 1

    def _says_nothing(self, words: Words) -> bool:
        return ("", ()) in self._phrases.get(words, ())


def _first_phrase(
    phrases: Mapping[Words, list[tuple[str, Words]]], words: Words, dimension: str
) -> tuple[int, Words]:
    """How many of the first words are a phrase, and what it means; 0 for none."""
    for length in range(len(words), 0, -1):
        for when, terms in phrases.get(words[:length], ()):
            if _holds(when, dimension):
                return length, terms
    return 0, ()


def _holds(when: str, dimension: str) -> bool:
    return not when or dimension == when or dimension.startswith(f"{when}:")


def same_units(rows: Iterable[LabelWords]) -> Mapping[str, int]:
    """Folded name of a unit of measure → number of the group of units used for one another."""
    groups = (row for row in rows if row.kind == "same_unit")
    return {fold(word): number for number, row in enumerate(groups) for word in row.words}


def as_written(terms: Iterable[str], text: str) -> str:
    """Terms as ``text`` writes them; as the catalogue does where it has other words for them."""
    written = {fold(word): word for word in _WORD.findall(nfc(text))}
    return ", ".join(
        " ".join(written.get(word, nfc(word)) for word in term.split()) for term in sorted(terms)
    )
