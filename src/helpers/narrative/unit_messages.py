"""What a roll-up says first: who reported, money, the ends of each comparison; then words of units.

A figure of a unit that a check calls unusual is in no message.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from helpers.charts.registry import MEMBERS
from helpers.core.catalogues.key_indicators import KeyIndicator
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.tables import Record
from helpers.core.text import slug
from helpers.narrative.blocks import BulletList, Heading, Paragraph, Part, Run, Supplied, text_of
from helpers.narrative.chart_figures import chart_figures
from helpers.narrative.facts import Fact
from helpers.narrative.figures_in_texts import figure_of
from helpers.narrative.phrases import Runs, named, phrase, sentence, word
from helpers.narrative.report_data import FIGURE_IN_TEXT, ReportData
from helpers.narrative.unit_comparison import Comparison, unit_figure

FRONT, WORDS = "unit-messages", "unit-words"
KINDS = ("difficulties", "proposals")
MOST_NAMES = 8
"""Names of units in a line; of more, their number."""
MOST_TEXTS = 12
"""Texts of a group that are printed; the workbook has all."""
LONGEST_KEY = 60


def front_part(report_data: ReportData, comparison: Comparison) -> Part:
    """The messages, then the picture that compares the units."""
    lang = report_data.lang
    items = [Paragraph(sentence(runs)) for runs in _messages(report_data, comparison)]
    blocks: list[object] = [Heading(2, word("front_heading", lang), FRONT)]
    blocks.append(BulletList(tuple(items)))
    if report_data.outline.chain == ETHNIC:  # its columns are the key figures of that side
        blocks += chart_figures(report_data, MEMBERS)
    return Part(FRONT, tuple(blocks))


def _messages(report_data: ReportData, comparison: Comparison) -> Iterator[Runs]:
    facts, lang, members = report_data.facts, report_data.lang, comparison.members
    told = sum(1 for member in members if member.reported)
    fields = {
        "told": facts.count("members_told", told),
        "all": facts.count("members_all", len(members)),
    }
    yield phrase("front_received", lang, **fields)
    with_errors = [member.name for member in members if member.errors]
    if with_errors:
        count = facts.count("members_with_errors", len(with_errors))
        yield phrase("front_errors", lang, count=count, names=named(_listed(with_errors, lang)))
    for key in comparison.keys:
        yield from _ends(key, report_data, comparison)


def _ends(key: KeyIndicator, report_data: ReportData, comparison: Comparison) -> Iterator[Runs]:
    """The figure of all units together, and the units with the highest and the lowest one."""
    total, lang = report_data.find(key.code), report_data.lang
    of_all = None if total is None else report_data.facts.fact(total, key.field)
    rows = [
        (name, row)
        for name, row in comparison.rows.get(key.code, [])
        if row[key.field] is not None and (name, key.code) not in comparison.doubted
    ]
    if total is None or of_all is None or len(rows) < 2:
        return
    rows.sort(key=lambda entry: (-entry[1][key.field], entry[0]))
    (top, highest), (bottom, lowest) = rows[0], rows[-1]
    yield phrase(
        "front_ends",
        lang,
        name=named(key.short(lang) if total["budget_line"] else report_data.name(total)),
        total=of_all,
        top=named(top),
        highest=unit_figure(report_data, top, highest, key.field, cell=False) or "",
        bottom=named(bottom),
        lowest=unit_figure(report_data, bottom, lowest, key.field, cell=False) or "",
    )


UnitRows = Mapping[str, Mapping[str, Record]]
"""Unit's key → code → its row of indicators."""


def words_part(
    report_data: ReportData,
    texts: Sequence[Record],
    names: dict[str, str],
    rows: UnitRows | None = None,
) -> Part:
    """Difficulties and proposals of the units, by budget line; what several wrote is there once.

    A figure that a text names by its code is that of the unit, of ``rows``.
    """
    blocks: list[object] = [Heading(2, word("unit_words_heading", report_data.lang), WORDS)]
    for kind in KINDS:
        groups: dict[str, dict[str, tuple[Runs, list[str]]]] = {}
        for text in (t for t in texts if t["kind"] == kind):
            line = report_data.budget_line_of(text)
            group = report_data.budget_line_label(line) if line else ""
            unit, name = str(text["unit"]), names[str(text["unit"])]
            runs = tuple(_said(str(text["text"]), name, (rows or {}).get(unit, {}), report_data))
            is_own = any(isinstance(run, Fact) for run in runs)
            key = f"{text_of(runs)}\n{unit if is_own else ''}"
            groups.setdefault(group, {}).setdefault(key, (runs, []))[1].append(name)
        if not groups:
            continue
        blocks.append(Paragraph((word(f"unit_{kind}", report_data.lang),), kind="subhead"))
        for group, texts_of in sorted(groups.items()):
            if group:
                blocks.append(Paragraph((named(group),)))
            blocks.append(BulletList(tuple(_items(texts_of, report_data, len(names)))))
    return Part(WORDS, tuple(blocks) if len(blocks) > 1 else ())


def _said(
    text: str, unit: str, rows: Mapping[str, Record], report_data: ReportData
) -> Iterator[Run]:
    """A text of a unit with its own figures; ``…`` for one that it does not have."""
    foreign = "" if report_data.lang == "vi" else "vi"
    text, position = text.strip().rstrip(". "), 0
    for found in FIGURE_IN_TEXT.finditer(text):
        yield Supplied(text[position : found.start()], lang=foreign)
        figure = figure_of(rows.get(found[1]), found[2] or "", report_data)
        for run in figure if isinstance(figure, tuple) else (figure or "…",):
            if isinstance(run, Fact):
                yield replace(run, key=f"{unit}: {run.key}", anchor="")
            else:
                yield run
        position = found.end()
    yield Supplied(text[position:], lang=foreign)


def _items(
    written: dict[str, tuple[Runs, list[str]]], report_data: ReportData, number: int
) -> Iterable[Paragraph]:
    """What most units wrote first, each with their names; of very many their number too."""
    lang, facts = report_data.lang, report_data.facts
    ordered = sorted(written.items(), key=lambda entry: (-len(entry[1][1]), entry[0]))
    for _, (said, units) in ordered[:MOST_TEXTS]:
        count = facts.count(f"members_wrote.{slug(text_of(said))[:LONGEST_KEY]}", len(units))
        key = "of_all_units" if len(units) == number else "of_many_units"
        names = named(_listed(units, lang))
        by = phrase(key, lang, count=count, names=names) if len(units) > MOST_NAMES else (names,)
        yield Paragraph((*said, " (", *by, ")."))


def _listed(names: Sequence[str], lang: str) -> str:
    """Names; of very many the first ones, and that there are more."""
    shown = ", ".join(names[:MOST_NAMES])
    return shown if len(names) <= MOST_NAMES else word("and_others", lang, names=shown)
