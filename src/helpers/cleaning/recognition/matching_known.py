"""What labels say by themselves: what they count, name, repeat, and have beyond an indicator."""

from collections.abc import Iterable, Sequence

from helpers.cleaning.recognition.matching_index import IndicatorIndex
from helpers.cleaning.recognition.matching_words import LabelVocabulary, same_units
from helpers.cleaning.recognition.vocabulary import any_of, group, key, vocabulary
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.label_words import section_of_label
from helpers.core.text import fold


class KnownLabels:
    """The words of labels and of the names of indicators, for a unit of ``level``."""

    def __init__(self, catalogues: Catalogues, level: str) -> None:
        self._measures = catalogues.measures
        self._names = {code: i.name_vi for code, i in catalogues.indicators.items()}
        self._of_all = frozenset(
            code
            for code, indicator in catalogues.indicators.items()
            if indicator.time_basis == "point_in_time"
            and self._dimension(indicator.unit_of_measure) != "money"
        )
        self._words = LabelVocabulary(catalogues.label_words, level)
        self._groups = same_units(catalogues.label_words)
        self._index = IndicatorIndex()
        self._counted_by_name: dict[str, str] = {}
        for code, names in catalogues.names_of_indicators().items():
            unit = catalogues.indicators[code].unit_of_measure
            dimension = self._dimension(unit)
            for name in names:
                read = self._words.read(name, dimension)
                self._counted_by_name.setdefault(code, read.counted)
                self._index.add(code, read.terms, self._counted(unit, dimension))
        self._index.close()
        self._inputs = {code: i.inputs for code, i in catalogues.indicators.items() if i.inputs}
        self._wholes = catalogues.names_of_indicators()
        self._sections = catalogues.section_words
        self._sector_of = {code: i.sector for code, i in catalogues.indicators.items()}
        self._neutral = self._terms_of(*vocabulary()["title_fillers"])
        self._quantities = frozenset().union(*self._words.measures.values())
        self._seasonal = self._index.terms_beside(self._words.seasons) & self._words.products

    def knows(self, name: str) -> bool:
        """True for words that name what is counted: those of an indicator, or near to them.

        Words that tell one plan or amount from another ('bổ sung') name nothing by themselves.
        """
        terms = self._words.read(name, "").terms
        if any_of(group("tells_amounts_apart")).search(key(name)) or not terms:
            return False
        is_said = len(terms) > 1 or bool(terms & (self._words.nouns | self._words.products))
        return is_said and self._index.knows(terms)

    def name_of(self, code: str) -> str:
        """The name of an indicator of the catalogue."""
        return self._names.get(code, "")

    def names_of(self, code: str) -> str:
        """All names of an indicator of the catalogue, '' for none."""
        return " ".join(self._wholes.get(code, ()))

    def counts_all(self, code: str) -> bool:
        """True for an indicator that counts how many there are of people, animals or places."""
        return code in self._of_all

    def words_beyond(
        self, title: str, code: str, path: Sequence[str], others: Sequence[str] = ()
    ) -> frozenset[str]:
        """What a title says that is neither of an indicator, its names and its section, nor of
        labels beside and their sections."""
        sections = self._sections
        sectors = {found[1] for label in others if (found := section_of_label(label, sections))}
        said = self._said(code, path, sectors)
        left = self._terms_of(title) - said - self._terms_of(*others) - self._neutral
        return frozenset(term for term in left if " " in term or len(term) > 1)

    def says(self, words: str, code: str, path: Sequence[str]) -> bool:
        """True where an indicator, its section or its labels say all these words themselves."""
        return self._terms_of(words) <= self._said(code, path, ())

    def _said(self, code: str, path: Sequence[str], sectors: Iterable[str]) -> frozenset[str]:
        own = {*sectors, self._sector_of.get(code, "")}
        of_sector = [words for row in self._sections if row.sector in own for words in row.words]
        return self._terms_of(*path, *self._wholes.get(code, ()), *of_sector)

    def share_words(self, label: str, other: str) -> bool:
        """True for labels that name the same, besides what is counted."""
        return bool((self._terms_of(label) & self._terms_of(other)) - self._words.nouns)

    def only_counts(self, path: Sequence[str]) -> bool:
        """True for «Số hộ», «Diện tích» below no group: what is counted and nothing else."""
        counted = self._words.nouns | self._quantities
        return self._terms_of(*path[:-1]) <= self._neutral and self._terms_of(path[-1]) <= counted

    def _terms_of(self, *texts: str) -> frozenset[str]:
        return frozenset().union(*(self._words.read(text, "").terms for text in texts))

    def is_heading(self, label: str) -> bool:
        """True for a label that may name a group of rows and says nothing about them."""
        return self._words.read(label, "").is_heading

    def names_product(self, label: str) -> bool:
        """True for a label with the name of a crop or an animal."""
        return not self._words.products.isdisjoint(self._words.read(label, "").terms)

    def is_whole_of(self, names: Sequence[str], code: str, unit: str) -> bool:
        """True for «Tổng số hộ», of which the poor ones are all of this indicator."""
        dimension = self._dimension(unit)
        nouns = self._words.nouns | frozenset(self._words.measures.get(dimension, ()))
        whole = self._words.read(names[-1], dimension).terms - nouns
        own = (self._words.read(name, dimension).terms for name in self._wholes.get(code, ()))
        return any(whole <= terms for terms in own)

    def _dimension(self, unit: str) -> str:
        measure = self._measures.find_multiple(unit) if unit else None
        return measure.dimension if measure else ""

    def _counted(self, unit: str, dimension: str) -> str:
        """The dimension, the same for units that offices use for one another."""
        measure = self._measures.find_multiple(unit) if unit else None
        name = self._measures.find(measure.unit) if measure else None
        group = self._groups.get(fold(name.unit)) if name else None
        return dimension if group is None else f"count:{group}"
