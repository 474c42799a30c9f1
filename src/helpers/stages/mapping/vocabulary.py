"""The words in which people answer: names of measures, periods, units of measure, indicators."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from helpers.cleaning.meaning_words import STAGE, budget_line_names, describe
from helpers.cleaning.recognition.model import Breakdown, Meaning
from helpers.cleaning.recognition.vocabulary import known_dimensions
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.mappings import known_measures
from helpers.core.errors import ParameterError
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.text import fold

STAGE_YEARS = 5
"""Length of a stage of the national programmes: 2021-2025."""
MOST_USUAL = 8
"""Units of measure offered where nothing says which it is."""
_PARTS = (("H", 2), ("Q", 4), ("M", 12))


@dataclass(frozen=True)
class Vocabulary:
    """Each pick list as name → code, in the order in which it is offered."""

    catalogues: Catalogues
    measures: Mapping[str, str]
    periods: Mapping[str, str]
    units: Mapping[str, str]
    indicators: Mapping[str, str]
    parts: Mapping[str, Breakdown]
    """Members of dimensions as 'dân tộc=Tày', and the unit as a whole."""

    @property
    def usual_units(self) -> list[str]:
        """The units of measure that most indicators of the catalogue have."""
        units = Counter(i.unit_of_measure for i in self.catalogues.indicators.values())
        return [unit for unit, _ in units.most_common(MOST_USUAL)]

    def describe(self, meaning: Meaning) -> str:
        """A meaning in words."""
        return describe(meaning, self.catalogues)


def vocabulary_of(catalogues: Catalogues) -> Vocabulary:
    """The words for the period and the catalogues of a unit."""
    indicators = catalogues.indicators.values()
    names = [f"{i.name_vi} ({i.unit_of_measure})" for i in indicators]
    by_name = {
        name if names.count(name) == 1 else f"{name} [{indicator.code}]": indicator.code
        for name, indicator in zip(names, indicators, strict=True)
    }
    lines = budget_line_names(catalogues.programmes)
    by_name |= {f"{name} [{code}]": code for code, name in lines.items()}
    units = dict.fromkeys(m.unit for m in catalogues.measures.by_name.values())
    return Vocabulary(
        catalogues=catalogues,
        measures={message(f"mapping.measure_{code}"): code for code in known_measures()},
        periods=_periods(catalogues.period),
        units={unit: unit for unit in units},
        indicators=by_name,
        parts=_parts(catalogues),
    )


def _parts(catalogues: Catalogues) -> dict[str, Breakdown]:
    members = ((row.dimension, row.member) for row in catalogues.dimensions)
    named = {f"{dimension}={member}": ((dimension, member),) for dimension, member in members}
    return {message("mapping.whole_unit"): (), **named}


def _periods(base: Period) -> dict[str, str]:
    """Periods that a value may be of, the likeliest first: this one, last year's, whole years."""
    years = [base.year, base.year - 1]
    first = [base, base.previous_year(), *map(Period, years)]
    parts = [Period(y, kind, n) for y in years for kind, most in _PARTS for n in range(1, most + 1)]
    earlier = [Period(base.year - 2), Period(base.year + 1)]
    stage = base.year - (base.year - 1) % STAGE_YEARS
    stages = (f"{start}-{start + STAGE_YEARS - 1}" for start in (stage, stage - STAGE_YEARS))
    named = {period.label(): str(period) for period in (*first, *earlier, *parts)}
    return named | {message("mapping.stage", years=years): years for years in stages}


def code_in(words: Mapping[str, str], text: str) -> str | None:
    """The code of a name, or the code itself; capitals and blanks do not count."""
    wanted = fold(text)
    found = (code for name, code in words.items() if wanted in (fold(name), fold(code)))
    return next(found, None)


def period_code(vocabulary: Vocabulary, text: str) -> str | None:
    """The code of a period by its name or as a code: '2022M03', '2021-2025', 'năm 2022'."""
    if found := code_in(vocabulary.periods, text):
        return found
    stage = STAGE.search(text)
    if stage and stage[1] < stage[2]:
        return f"{stage[1]}-{stage[2]}"
    try:
        return str(Period.parse(text.strip().upper()))
    except ParameterError:
        return None


def unit_name(vocabulary: Vocabulary, text: str) -> str | None:
    """A unit of measure that the catalogue understands, also as a multiple: 'nghìn con'."""
    known = vocabulary.catalogues.measures.find_multiple(text)
    return known.unit if known else None


def breakdown_of(
    vocabulary: Vocabulary, text: str, named: Mapping[str, str] | None = None
) -> Breakdown | None:
    """Pairs of 'dân tộc=Tày; nguồn vốn=NSTW'; none for 'toàn đơn vị'; None where it is neither.

    A member alone ('Tày') is of the dimension that has it; ``named``: further members of the
    question, folded, with their dimension.
    """
    if fold(text) == fold(message("mapping.whole_unit")):
        return ()
    pairs = [
        _pair(vocabulary, piece, named or {}) for piece in re.split(r"[;\n]", text) if piece.strip()
    ]
    return tuple(pairs) if pairs and all(all(pair) for pair in pairs) else None


def _pair(vocabulary: Vocabulary, piece: str, named: Mapping[str, str]) -> tuple[str, str]:
    """Dimension and member; an empty dimension where it is unknown."""
    rows = vocabulary.catalogues.dimensions
    first, is_pair, member = (part.strip() for part in piece.partition("="))
    if is_pair:
        known = {row.dimension for row in rows} | known_dimensions() | set(named.values())
        return first if fold(first) in map(fold, known) else "", member
    if fold(first) in named:
        return named[fold(first)], first
    wanted = fold(first)
    found = {
        (row.dimension, row.member)
        for row in rows
        if wanted in map(fold, (row.member, *row.aliases))
    }
    return found.pop() if len(found) == 1 else ("", first)
