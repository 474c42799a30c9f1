"""What the lines above a table, its sheet and its file say: period, measure, unit, place."""

from dataclasses import dataclass, field
from pathlib import PurePath

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.block import Block
from helpers.cleaning.recognition.model import Evidence
from helpers.cleaning.recognition.peoples import Peoples
from helpers.cleaning.recognition.places import bare_name, place_below
from helpers.cleaning.recognition.title_periods import TitlePeriods, last_year_alone
from helpers.cleaning.recognition.title_places import NamedUnit, TitlePlaces
from helpers.cleaning.recognition.unit_lines import is_unit_line, units_stated
from helpers.cleaning.recognition.vocabulary import (
    any_of,
    group,
    head_words,
    includes,
    key,
    plain,
    vocabulary,
)
from helpers.cleaning.stated_periods.lines import (
    estimates_other_time,
    name_written,
    names_reference,
    other_part,
    own_period_in_name,
    year_in_name,
)
from helpers.cleaning.stated_periods.longer import longer_title
from helpers.cleaning.stated_periods.meaning import period_of, resolve
from helpers.cleaning.stated_periods.phrases import phrases
from helpers.core.catalogues.units import Unit
from helpers.core.conversion import Measure
from helpers.core.periods import Period
from helpers.core.text import without_marks


@dataclass
class Context:
    """What is known of a table before its heads are read.

    ``period``: evidence that its figures are of the period of the report; ``year``: the only year
    that it states besides that of comparison; ``measure``: what its title says its figures are.
    ``cut_off``: up to which day within the period they count.
    ``place``: of a unit below, whose table it is; ``foreign``: why it may not be of the report.
    """

    own: Period
    unit: Unit
    subject: str = ""
    titles: tuple[str, ...] = ()
    period: Evidence | None = None
    year: int | None = None
    cut_off: Evidence | None = None
    measure: str = ""
    measure_evidence: Evidence | None = None
    units: list[tuple[Measure, Evidence]] = field(default_factory=list)
    has_own_units: bool = False
    place: tuple[str, str] | None = None
    foreign: list[tuple[str, str]] = field(default_factory=list)
    longer: str = ""
    """The title by which its figures count over more than the period of the report."""
    has_stage: bool = False
    stage: str = ""
    """The only stage around the period of the report that titles and heads state: '2021-2025'."""
    group_names: frozenset[str] = frozenset()
    """Upper heads that name what the columns below them count."""
    short_names: dict[str, str] = field(default_factory=dict)
    """Heads that are short for quantities in this table: 'dt' → 'Diện tích'."""
    years_mean_part: bool = False
    """True where «2022» and «2023» in heads mean the part of these years that the title states."""
    last_year: tuple[str, Evidence] | None = None
    """The period of last year of which the line next above says that the whole table is."""
    carried: int = 0
    """The year from which all money of the table is carried over, by its title; 0: none."""
    is_of_half: bool = False
    """True where the title says that the figures are of the second half of the year alone."""
    holds_both: bool = False
    """True where its title says that money carried over is counted with that of the year."""
    peoples: Peoples = field(default_factory=Peoples)


def context_of(block: Block, own: Period, unit: Unit, named: NamedUnit | None = None) -> Context:
    """The context of a table: what its own lines say, else those above the earlier ones.

    ``named``: the other unit that the name of the file names.
    """
    lines = [*(cell for cell in block.heading if cell not in block.titles), *block.titles]
    made = Context(own, unit, titles=tuple(plain(cell.text) for cell in lines))
    offices = group("offices")
    own_titles = [
        plain(cell.text)
        for cell in block.titles
        if len(cell.text) > 8 and not any(key(cell.text).startswith(f"{w} ") for w in offices)
    ]
    made.subject = max(own_titles or [block.grid.sheet.name], key=_is_title)
    _take_periods(made, block)
    _read_units(made, block)
    for cell in block.titles or lines:
        if not any(key(cell.text).startswith(f"{word} ") for word in offices):
            _read_measure(made, cell)
    _read_names(made, block, lines)
    places = TitlePlaces(block, unit, named)
    made.place = places.place
    made.foreign += places.foreign
    made.carried = _carried(made)
    heads = [c.text for row in block.header for c in block.grid.rows[row]]
    made.year = made.year or _only_year(made, heads)
    made.years_mean_part = _years_mean_part(made, block)
    stages = [
        resolved.period
        for text in (*made.titles, *heads)
        for phrase in phrases(key(text), own.year)[0]
        if (resolved := resolve(phrase, own, own.year)) and resolved.verdict == "stage"
    ]
    made.has_stage, around = bool(stages), {s for s in stages if _holds(s, own.year)}
    around = around or ({*stages} if made.longer else set())
    made.stage = around.pop() if len(around) == 1 else ""
    return made


def _take_periods(made: Context, block: Block) -> None:
    stated = TitlePeriods(block, made.own)
    made.period, made.year, made.cut_off = stated.period, stated.year, stated.cut_off
    made.foreign += [("other_period", line) for line in stated.others]
    made.longer = longer_title((cell.text for cell in block.titles), made.own)
    made.last_year = last_year_alone(block.titles, made.own)
    if made.period is None and not (made.year or made.foreign or made.last_year or made.longer):
        sheet, titles = block.grid.sheet, [cell.text for cell in block.titles]
        words = own_period_in_name(PurePath(sheet.file).stem, made.own)
        if words and not any(map(names_reference, titles)):
            made.period, made.year = Evidence("period", "name", words), made.own.year
    texts = (*made.titles, PurePath(block.grid.sheet.file).stem)
    halves = (phrase for text in texts for phrase in phrases(name_written(text), made.own.year)[0])
    made.is_of_half = any((p.kind, p.number, p.year) == ("half", 2, made.own.year) for p in halves)


def _is_title(line: str) -> tuple[bool, bool, int]:
    """Order of lines by how much they tell what a table is about."""
    is_head = any(key(line).startswith(word) for word in group("letterhead"))
    measure = any(any_of(group("title_measures", m)).search(key(line)) for m in ("actual", "plan"))
    return not is_head, measure, len(line)


def _only_year(made: Context, heads: list[str]) -> int | None:
    """The year of the report where heads state it, as «Kế hoạch năm 2026»."""
    found = [m for t in heads for m in phrases(key(t), made.own.year)[0]]
    years = {m.year for m in found if m.kind != "span" and m.year}
    return made.own.year if made.own.year in years else None


def _holds(stage: str, year: int) -> bool:
    first, _, last = stage.partition("-")
    return int(first) <= year <= int(last)


def _years_mean_part(made: Context, block: Block) -> bool:
    """Whether «2022» beside «2023», in heads, are the part of these years that the title states.

    In June nothing has been reached of a whole year. Where a head names a part or the whole year,
    or a plan stands beside, a year alone may be the whole one.
    """
    own = made.own
    titled = [phrase for title in made.titles for phrase in phrases(key(title), own.year)[0]]
    halves = [p for p in titled if p.kind in ("half", "months") and p.year is None]
    is_stated = made.period is not None or any(period_of(p, own.year) == own for p in halves)
    if not is_stated or own.kind == "Y" or own.is_last_part:
        return False
    heads = [key(" ".join(block.header_path(column))) for column in block.of_kind("data")]
    stated = [phrases(head, own.year) for head in heads]
    every = [phrase for found, _ in stated for phrase in found]
    words = [word.value for _, rest in stated for word in head_words(rest)[0]]
    is_bare = all(p.kind in ("year", "ratio") and "cả năm" not in p.words for p in every)
    years = {phrase.year for phrase in every if phrase.kind == "year"}
    return is_bare and {own.year - 1, own.year} <= years and not {"plan", "estimate"} & {*words}


def _carried(made: Context) -> int:
    """The year from which the money of a table is carried over, where its title says so."""
    for text in made.titles:
        if any_of(group("carried_over")).search(key(text)):
            if any_of(group("not_including")).search(key(text)):
                continue
            if includes(text):
                made.holds_both = True
                continue
            found = phrases(key(text), made.own.year)[0]
            years = {
                m.year for m in found if m.kind == "year" and m.year and m.year < made.own.year
            }
            if len(years) == 1:
                return years.pop()
    return 0


def _read_units(made: Context, block: Block) -> None:
    """The units of the lines of a table; only where none states one, those of earlier tables."""
    lines = [*block.titles, *(cell for cell in block.below if is_unit_line(cell.text))]
    for cells in (lines, block.above):
        for cell in cells:
            for measure, words in units_stated(cell.text):
                made.units.append((measure, Evidence("unit", "title", words, cell.address)))
        if made.units:
            made.has_own_units = cells is lines
            return


def _read_measure(made: Context, cell: Cell) -> None:
    text = key(cell.text).replace(bare_name(made.unit), " ")  # «xã Ước …» is no estimate
    found: dict[str, str] = {}
    for measure in ("actual", "estimate", "plan"):
        pattern = any_of(group("title_measures", measure))
        if match := pattern.search(text):
            found[measure] = match[0]
            text = pattern.sub(" ", text)
    if "estimate" in found and estimates_other_time(cell.text, made.own):
        found["several"] = found["estimate"]
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
    heads = [c.text for row in block.header for c in block.grid.rows[row]]
    is_headed = any(own_period_in_name(text, made.own) for text in heads)
    is_stated = made.period is not None or made.year or is_headed
    if not is_stated and (year := year_in_name(stem, made.own)):
        made.foreign.append(("other_period", f"{sheet.file} ({year})"))
    if _names_other_time(sheet.name, made.own) and not is_headed:
        made.foreign.append(("other_period", sheet.name))
    years = {m.year for m in phrases(key(sheet.name), made.own.year)[0] if m.kind != "span"} - {
        None
    }
    is_carried = any_of(group("carried_over")).search(key(sheet.name))
    if years and made.own.year not in years and not is_carried:
        made.foreign.append(("other_period", sheet.name))


def _names_other_time(name: str, own: Period) -> bool:
    """True for the name of a sheet that is of last year, for comparison, or of another part of the
    year: «Năm trước», «Tham khảo», «Quý I»."""
    return names_reference(name) or other_part(name, own) != ""


def _read_words(made: Context, lines: list[Cell], names: list[str], block: Block) -> None:
    own = bare_name(made.unit)  # «xã Ví Dụ» is no sample

    def spelled(text: str) -> str:
        place = place_below(text, made.unit)
        bare = key(text.replace("_", " ")).replace(own, " ")
        return bare.replace(key(place[1]), " ") if place else bare

    heads = [c.text for row in block.header for c in block.grid.rows[row]]
    ascii_names = [without_marks(spelled(name)).replace(without_marks(own), " ") for name in names]
    for reason in vocabulary()["foreign"]:
        words = group("foreign", reason)
        texts = [cell.text for cell in lines] + (heads if reason in ("persons", "calendar") else [])
        found = next((t for t in texts if any_of(words).search(spelled(t))), "")
        plain_words = frozenset(w for w in map(without_marks, words) if len(w) > 4)
        named = next((n for n in names if any_of(words).search(spelled(n))), "")
        named = named or next((n for n in ascii_names if any_of(plain_words).search(n)), "")
        if found or named:
            made.foreign.append((reason, plain(found) or named))
    if ascii_names[-1] in group("sample_sheets"):
        made.foreign.append(("sample", names[-1]))
