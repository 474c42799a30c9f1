"""What the lines above a table, its sheet and its file say: period, measure, unit, place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePath

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.blocks import Block
from helpers.cleaning.recognition.mentions import Mention, mentions, resolve
from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.vocabulary import any_of, group, key, plain, vocabulary
from helpers.cleaning.stated_period import statements, year_in_name
from helpers.core.catalogues.units import Unit
from helpers.core.conversion import Measure, canonical_unit
from helpers.core.periods import Period
from helpers.core.text import without_marks

_BRACKETS = re.compile(r"\(([^()]*)\)")
_CUT = re.compile(
    r"[,;:()\n]|\s[-–]\s|\s(?:năm|tháng|quý|đến|6 tháng|06 tháng|9 tháng|12 tháng)(?!\w)",
    re.IGNORECASE,
)
_AFTER_COLON = re.compile(r":\s*(.+)$")
LONGEST_UNIT_LINE = 6
_UNIT_LINE = re.compile(r"(?:đvt|đơn vị tính|đơn vị|đv tính)\s*:?\s*(.+)$")


@dataclass
class Context:
    """What is known of a table before its heads are read.

    ``period``: evidence that its figures are of the period of the report; ``year``: the only year
    that it states besides that of comparison; ``measure``: what its title says its figures are.
    ``place``: of a unit below, whose table it is; ``foreign``: why it may not be of the report.
    """

    own: Period
    unit: Unit
    subject: str = ""
    titles: tuple[str, ...] = ()
    period: Evidence | None = None
    year: int | None = None
    measure: str = ""
    measure_evidence: Evidence | None = None
    units: list[tuple[Measure, Evidence]] = field(default_factory=list)
    place: tuple[str, str] | None = None
    place_evidence: Evidence | None = None
    foreign: list[tuple[str, str]] = field(default_factory=list)
    has_stage: bool = False
    carried: int = 0
    """The year from which all money of the table is carried over, by its title; 0: none."""


def context_of(block: Block, above: list[Cell], own: Period, unit: Unit) -> Context:
    """The context of a table; ``above``: lines of its sheet above the first table."""
    lines = [*above, *(cell for cell in block.titles if cell not in above)]
    made = Context(own, unit, titles=tuple(plain(cell.text) for cell in lines))
    offices = group("offices")
    own_titles = [
        plain(cell.text)
        for cell in block.titles
        if len(cell.text) > 8 and not any(key(cell.text).startswith(f"{w} ") for w in offices)
    ]
    made.subject = max(own_titles or [block.grid.sheet.name], key=_is_title)
    for cell in lines:
        _read_period(made, cell)
        _read_units(made, cell)
    for cell in block.titles or lines:
        if not any(key(cell.text).startswith(f"{word} ") for word in group("offices")):
            _read_measure(made, cell)
    _read_names(made, block, lines)
    made.carried = _carried(made)
    heads = [c.text for row in block.header for c in block.grid.rows[row]]
    made.year = made.year or _only_year(made, heads)
    made.has_stage = any(
        r.verdict == "stage"
        for text in (*made.titles, *heads)
        for m in mentions(key(text), own.year)[0]
        if (r := resolve(m, own, own.year))
    )
    return made


def _is_title(line: str) -> tuple[bool, bool, int]:
    """Order of lines by how much they tell what a table is about."""
    is_head = any(key(line).startswith(word) for word in group("letterhead"))
    measure = any(any_of(group("title_measures", m)).search(key(line)) for m in ("actual", "plan"))
    return not is_head, measure, len(line)


def _read_period(made: Context, cell: Cell) -> None:
    stated = list(statements(cell.text, made.own))
    for statement in stated:
        evidence = Evidence("period", "title", statement.words, cell.address)
        if statement.verdict == "own":
            made.period = made.period or evidence
            made.year = made.year or made.own.year
        elif statement.verdict == "other" and str(made.own.year) not in cell.text:
            made.foreign.append(("other_period", plain(cell.text)))
        elif str(made.own.year) in statement.words:
            made.year = made.year or made.own.year
            if made.own.is_last_part and statement.verdict == "open" and _is_year(statement.words):
                made.period = made.period or evidence
    every = mentions(key(cell.text), made.own.year)[0]
    for day in (m for m in every if m.kind == "day"):
        resolved = resolve(day, made.own, None)
        if resolved and resolved.verdict == "own":
            found_day = Evidence("period", "title", day.words, cell.address)
            made.period, made.year = made.period or found_day, made.own.year
    if not stated:
        found = [m for m in every if m.kind == "year"]
        if {m.year for m in found} == {made.own.year}:
            made.year = made.year or made.own.year


def _is_year(words: str) -> bool:
    """True for «năm 2023»: in the report that ends with the year it is its period."""
    return re.fullmatch(r"(?:cả )?năm\s+\d{4}", key(words)) is not None


def _only_year(made: Context, heads: list[str]) -> int | None:
    """The year of the report where heads state it, as «Kế hoạch năm 2026»."""
    found: list[Mention] = [m for t in heads for m in mentions(key(t), made.own.year)[0]]
    years = {m.year for m in found if m.kind != "span" and m.year}
    return made.own.year if made.own.year in years else None


def _carried(made: Context) -> int:
    """The year from which the money of a table is carried over, where its title says so."""
    for text in made.titles:
        if any_of(group("carried_over")).search(key(text)):
            found = mentions(key(text), made.own.year)[0]
            years = {
                m.year for m in found if m.kind == "year" and m.year and m.year < made.own.year
            }
            if len(years) == 1:
                return years.pop()
    return 0


def _read_units(made: Context, cell: Cell) -> None:
    folded = key(cell.text)
    texts = [part for found in _BRACKETS.findall(folded) for part in re.split(r"[;,]", found)]
    if line := _UNIT_LINE.search(folded):
        texts += re.split(r"[;,)]", line[1])
    elif (colon := _AFTER_COLON.search(folded)) and len(folded.split()) <= LONGEST_UNIT_LINE:
        texts.append(colon[1])
    for text in texts:
        bare = _UNIT_LINE.sub(r"\1", text).strip(" .:)")
        measure = canonical_unit(bare) if bare else None
        if measure is not None:
            made.units.append((measure, Evidence("unit", "title", bare, cell.address)))


def _read_measure(made: Context, cell: Cell) -> None:
    text = key(cell.text)
    found: dict[str, str] = {}
    for measure in ("actual", "estimate", "plan"):
        pattern = any_of(group("title_measures", measure))
        if match := pattern.search(text):
            found[measure] = match[0]
            text = pattern.sub(" ", text)
    if len(found) == 1:
        (measure, words), *_ = found.items()
        if not made.measure:
            made.measure = measure
            made.measure_evidence = Evidence("measure", "title", words, cell.address)
        elif made.measure != measure:
            made.measure, made.measure_evidence = "several", None
    elif found:
        made.measure, made.measure_evidence = "several", None


def _read_names(made: Context, block: Block, lines: list[Cell]) -> None:
    sheet = block.grid.sheet
    if sheet.hidden:
        made.foreign.append(("hidden_sheet", sheet.name))
    stem = PurePath(sheet.file).stem
    _read_words(made, lines, [stem, sheet.name], block)
    if made.period is None and not made.year and (year := year_in_name(stem, made.own)):
        made.foreign.append(("other_period", f"{sheet.file} ({year})"))
    years = {m.year for m in mentions(key(sheet.name), made.own.year)[0] if m.kind != "span"} - {
        None
    }
    if years and made.own.year not in years:
        made.foreign.append(("other_period", sheet.name))
    for cell in lines:
        text = plain(cell.text)
        if other := other_unit(text, made.unit):
            made.foreign.append(("other_unit", other))
    below = [(cell, found) for cell in lines if (found := place_below(plain(cell.text), made.unit))]
    if not below and (found := place_below(sheet.name, made.unit)):
        made.place, made.place_evidence = found, Evidence("breakdown", "name", sheet.name)
    for cell, found in below:
        if made.place not in (None, found):
            made.foreign.append(("several_places", plain(cell.text)))
        made.place = found
        made.place_evidence = Evidence("breakdown", "title", plain(cell.text), cell.address)


def _read_words(made: Context, lines: list[Cell], names: list[str], block: Block) -> None:
    heads = [c.text for row in block.header for c in block.grid.rows[row]]
    ascii_names = [without_marks(key(name.replace("_", " "))) for name in names]
    for reason in vocabulary()["foreign"]:
        words = group("foreign", reason)
        texts = [cell.text for cell in lines] + (heads if reason in ("persons", "calendar") else [])
        found = next((t for t in texts if any_of(words).search(key(t))), "")
        plain_words = frozenset(w for w in map(without_marks, words) if len(w) > 4)
        named = next((n for n in ascii_names if any_of(plain_words).search(n)), "")
        if found or named:
            made.foreign.append((reason, plain(found) or named))
    if ascii_names[-1] in group("sample_sheets"):
        made.foreign.append(("sample", names[-1]))


def _bare(unit: Unit) -> str:
    """The name of a unit without its kind."""
    name = key(unit.name_vi)
    kind = next((k for k in vocabulary()["unit_kinds"][unit.level] if name.startswith(f"{k} ")), "")
    return name.removeprefix(kind).strip()


def _after_kind(text: str, kinds: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """(kind, rest as written, rest folded) of each place kind with words behind it."""
    composed, folded = plain(text), key(text)
    if len(composed) != len(folded):
        composed = folded
    found = any_of(frozenset(kinds)).finditer(folded)
    return [(m[0], composed[m.end() :].strip(), folded[m.end() :].strip()) for m in found]


def _is_name(written: str) -> bool:
    """True for words that may be the name of a place: with a capital, no common word."""
    first = re.match(r"[\w.]+", written)
    if first is None or not any(map(str.isalpha, first[0])) or not first[0][:1].isupper():
        return False
    return not any(
        key(written).startswith(f"{word} ") or key(written) == word for word in group("no_name")
    )


def other_unit(text: str, unit: Unit) -> str:
    """Words of a line that name another unit of the same level, or all of a unit above; else ''."""
    if re.search(r"(?<!\w)toàn (?:tỉnh|quốc)(?!\w)", key(text)) and unit.level != "province":
        return text
    bare = _bare(unit)
    for kind, written, folded in _after_kind(text, vocabulary()["unit_kinds"][unit.level]):
        if kind == "xã" and folded.startswith("hội") and not bare.startswith("hội"):
            continue
        is_own = re.match(rf"{re.escape(bare)}(?![\w.])", folded) is not None
        if not is_own and _is_name(written):
            return f"{kind} {written}"
    return ""


def place_below(text: str, unit: Unit) -> tuple[str, str] | None:
    """The unit below that a text names: ('xã', 'Xã Mẫu 07.1'); None for none or several."""
    kinds: dict[str, str] = vocabulary()["places"].get(unit.level, {})
    found = []
    for kind, written, _ in _after_kind(text, tuple(kinds)):
        name = _CUT.split(written)[0].strip()
        if _is_name(name) and len(name.split()) <= 5:
            found.append((kinds[kind], f"{kind.capitalize()} {_as_name(name)}"))
    is_one = found and all(key(found[0][1]).endswith(key(name)) for _, name in found)
    return found[0] if is_one else None


def _as_name(name: str) -> str:
    return name.title() if name.isupper() else name
