"""Indicators of a unit's own: from what a person confirmed, else from the figures themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

import pandas as pd

from helpers.cleaning.numbering import split_label
from helpers.cleaning.recognition.matching_words import LabelVocabulary
from helpers.cleaning.recognition.vocabulary import vocabulary
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.indicators import DENOMINATOR, Indicator
from helpers.core.catalogues.label_words import section_of_label
from helpers.core.catalogues.own_indicators import OWN, OwnIndicator, is_own, require_same_unit
from helpers.core.conversion import PERCENT
from helpers.core.groups import grouped
from helpers.core.records import integer_of, optional_text_of, text_of
from helpers.core.tables import Record, records_of
from helpers.core.text import fold, lower_first, nfc, sentence_case
from helpers.core.word_files import load_words
from helpers.indicators.sources import inputs_of

LEVEL_MARK = " / "
"""Between the labels of a path."""
SHOWN_LEVEL_MARK = " > "
"""The same in a name that was taken over from a question."""
GROUP_MARK = ": "
"""Between the label of a group and the rest of a name."""
OWN_COLUMNS = ("indicator", "name", "section", "sector", "unit_of_measure", "inputs")
"""Columns of the indicators table that say what an own indicator of a member is."""
OTHER_SECTOR = "other"
"""Of figures beside which no table has one of the catalogue."""
MOST_DECIMALS = 4
_WIDEST = Decimal(10) ** 15
_DIGITS = re.compile(r"\d+")
OF_ITS_UNIT = ("actual", "plan", "estimate", "previous")
"""Measures that are in the unit of measure of their indicator."""
FRACTION = ("actual", "plan")
"""Measures that the two figures of one cell, 03/08 xã, are read as."""


def with_own_indicators(
    catalogues: Catalogues,
    confirmed: Mapping[str, OwnIndicator],
    frames: Sequence[tuple[pd.DataFrame, pd.DataFrame]],
) -> Catalogues:
    """The catalogues with the unit's own indicators behind the others.

    ``frames``: ``observations`` and ``detailed_figures`` of each period that is looked at, the
    newest first.
    """
    known = catalogues.indicators
    own = (
        frame.loc[[is_own(code) and code not in known for code in frame["indicator"]]]
        for pair in frames
        for frame in pair
    )
    rows = grouped((text_of(row, "indicator"), row) for frame in own for row in records_of(frame))
    if not rows:
        return catalogues
    names, sections = _names(rows, catalogues), _Sections(catalogues, (pair[0] for pair in frames))
    found = {
        code: _confirmed(confirmed[code], records)
        if code in confirmed
        else _unconfirmed(code, names[code], records, sections)
        for code, records in rows.items()
    }
    return replace(
        catalogues,
        indicators=catalogues.indicators | found,
        unconfirmed=frozenset(found.keys() - confirmed.keys()),
    )


def with_members_own(
    catalogues: Catalogues, confirmed: Mapping[str, OwnIndicator], rows: Iterable[Record]
) -> Catalogues:
    """The catalogues with the own indicators that ``rows`` of members' indicators tables name."""
    found: dict[str, Indicator] = {}
    for row in rows:
        code = text_of(row, "indicator")
        if code in found or code in catalogues.indicators:
            continue
        values = {name: row[name] for name in ("section", "sector", "unit_of_measure")}
        unit = text_of(row, "unit_of_measure")
        values |= {"code": code, "name_vi": row["name"], "aggregation": aggregation_of(unit)}
        values |= {"direction": direction_of(row["name"], unit), "decimals": MOST_DECIMALS}
        records = [dict(source, measure=source["role"]) for source in inputs_of(row)]
        is_confirmed = code in confirmed
        found[code] = (
            _confirmed(confirmed[code], records) if is_confirmed else _indicator(values, records)
        )
    unconfirmed = frozenset(found.keys() - confirmed.keys())
    indicators = catalogues.indicators | found
    return replace(catalogues, indicators=indicators, unconfirmed=unconfirmed)


def aggregation_of(unit_of_measure: str) -> Literal["sum", "none"]:
    """How figures of a unit of measure add where no person has said so: rates do not."""
    return "none" if unit_of_measure == PERCENT or "/" in unit_of_measure else "sum"


def direction_of(name: str, unit_of_measure: str) -> Literal["down", "neutral"]:
    """Which way is good: down for animals that fell ill, died or were culled; else not known."""
    words = load_words(__package__, "own_words.yml")["lower_is_better"]
    text = nfc(name).lower()
    is_lost = unit_of_measure in words["units"] and not re.search(words["none_of"], text)
    return "down" if is_lost and all(re.search(w, text) for w in words["all_of"]) else "neutral"


def _confirmed(row: OwnIndicator, records: Sequence[Record]) -> Indicator:
    units = {text_of(r, "unit_of_measure") for r in records if r.get("measure") in OF_ITS_UNIT}
    require_same_unit(row, text_of(records[0], "unit"), units)
    values = row.model_dump(exclude={"confirmed_by", "confirmed_on"})
    values["name_vi"] = _joined(tuple(values["name_vi"].split(SHOWN_LEVEL_MARK)))
    return _indicator(values, records)


def _unconfirmed(code: str, name: str, records: Sequence[Record], sections: _Sections) -> Indicator:
    unit = text_of(records[0], "unit_of_measure")
    section, sector = sections.section_of(records[0])
    decimals = max(integer_of(record, "decimal_places") for record in records)
    values = {
        "code": code,
        "name_vi": name,
        "unit_of_measure": unit,
        "section": section,
        "sector": sector,
        "aggregation": aggregation_of(unit),
        "direction": direction_of(name, unit),
        "decimals": min(max(decimals, 0), MOST_DECIMALS),
    }
    return _indicator(values, records)


def _indicator(values: Mapping[str, object], records: Sequence[Record]) -> Indicator:
    """A row of the catalogue; nothing is known of the time within which the figure grows."""
    return Indicator(
        **values,  # type: ignore[arg-type]
        name_en=str(values["name_vi"]),
        subject_vi=str(values["name_vi"]),
        budget_line=None,
        time_basis="within_period",
        formula=None,
        inputs=(),
        formula_for=(),
        minimum=-_WIDEST,
        maximum=_WIDEST,
        measures=("actual", DENOMINATOR) if _is_share(records) else (),
        valid_from=None,
        valid_to=None,
    )


def _is_share(records: Iterable[Record]) -> bool:
    """True where the second figure is a whole: 03/08 xã in one cell, or stated as the whole."""
    cells: dict[tuple[object, ...], set[str]] = {}
    for record in records:
        if record["measure"] == "whole":
            return True
        key = tuple(record[name] for name in ("period", "file", "sheet", "cell"))
        cells.setdefault(key, set()).add(text_of(record, "measure"))
    return any(measures.issuperset(FRACTION) for measures in cells.values())


def _names(rows: Mapping[str, Sequence[Record]], catalogues: Catalogues) -> dict[str, str]:
    """Each indicator's label with the labels above it, without mere headings where one is enough.

    A label above that is no heading changes what is counted: it always stays.
    """
    words = LabelVocabulary(catalogues.label_words, "")
    paths = _without_reached({code: _path(found[0], code) for code, found in rows.items()})
    short = {code: _without_headings(path, words) for code, path in paths.items()}
    used = Counter(short.values())
    return {code: _joined(short[code] if used[short[code]] == 1 else paths[code]) for code in paths}


def _without_reached(paths: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The paths without «Đã đạt» at their end where nothing else has the name before it."""
    reached = set(map(fold, vocabulary()["reached_heads"]))
    known = set(paths.values())
    return {
        code: path[:-1]
        if len(path) > 1 and fold(path[-1]) in reached and path[:-1] not in known
        else path
        for code, path in paths.items()
    }


def _without_headings(path: tuple[str, ...], words: LabelVocabulary) -> tuple[str, ...]:
    *above, own = path
    kept = [label for label in above if not words.read(label, "").is_heading]
    is_bare = not kept and words.read(own, "").is_heading
    return (*(above[-1:] if is_bare else kept), own)


def _path(record: Record, code: str) -> tuple[str, ...]:
    """The labels without their numbering, from the outermost group."""
    label = optional_text_of(record, "label") or code[len(OWN) :]
    parts = label.replace(SHOWN_LEVEL_MARK, LEVEL_MARK).split(LEVEL_MARK)
    plain = (sentence_case(split_label(part)[1].strip(" :;.-–")) for part in parts)
    return tuple(part for part in plain if part) or (code,)


def _joined(path: tuple[str, ...]) -> str:
    """The name of an indicator: its labels, without short forms and the words of a title."""
    words = load_words(__package__, "own_words.yml")
    group, *rest = (_written_out(label, words["abbreviations"]) for label in path)
    if not rest:
        return group
    plain = group
    for pattern in words["title_words"]:
        plain = re.sub(pattern, "", plain, flags=re.IGNORECASE).strip() or plain
    group = sentence_case(plain)
    group = group[:1].upper() + group[1:]
    of_which = re.match(words["of_which"], rest[0], flags=re.IGNORECASE)
    mark = ", " if of_which else GROUP_MARK
    if of_which:
        rest[0] = f"{words['of_which_written']} {rest[0][of_which.end() :]}"
    return f"{group}{mark}{', '.join(map(lower_first, rest))}"


def _written_out(text: str, abbreviations: Mapping[str, str]) -> str:
    short = re.compile(rf"(?<!\w)(?:{'|'.join(abbreviations)})(?!\w)")
    full = short.sub(lambda found: abbreviations[found[0]], nfc(text))
    return full if full == text else full[:1].upper() + full[1:]


class _Sections:
    """Where figures belong: by the words of their labels, else by the figures beside them."""

    def __init__(self, catalogues: Catalogues, observations: Iterable[pd.DataFrame]) -> None:
        self._words = catalogues.section_words
        known = catalogues.indicators
        self._rows = grouped(
            (where, (_row_of(record), indicator))
            for frame in observations
            for record in records_of(frame)
            if (indicator := known.get(record["indicator"])) and not indicator.budget_line
            for where in _sheets(record)
        )

    def section_of(self, record: Record) -> tuple[str, str]:
        """By its words; of the nearest row of the sheet, else of the file; else an empty one."""
        label = optional_text_of(record, "label") or ""
        if (by_words := section_of_label(label, self._words)) is not None:
            return by_words
        for where in _sheets(record):
            if where in self._rows:
                row = _row_of(record)
                nearest = min(self._rows[where], key=lambda entry: abs(entry[0] - row))[1]
                return nearest.section, nearest.sector
        return "", OTHER_SECTOR


def _sheets(record: Record) -> Iterator[tuple[str, str]]:
    yield text_of(record, "file"), text_of(record, "sheet")
    yield text_of(record, "file"), ""


def _row_of(record: Record) -> int:
    found = _DIGITS.search(text_of(record, "cell"))
    return int(found[0]) if found else 0
