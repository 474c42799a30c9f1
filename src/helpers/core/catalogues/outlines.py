"""Catalogue of outlines: the fixed order of sections of a report, valid for a span of periods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from string import Formatter
from typing import Literal

from pydantic import model_validator

from helpers.core.catalogues.files import shown, to_mend
from helpers.core.catalogues.loading import (
    CatalogueRow,
    KnownCodes,
    OptionalPeriod,
    broken_document,
)
from helpers.core.catalogues.packs import ETHNIC, is_valid, latest
from helpers.core.catalogues.units import Level
from helpers.core.errors import CatalogueError
from helpers.core.messages import message
from helpers.core.periods import Period

ContentKind = Literal[
    "texts",
    "figures",
    "lead",
    "bullet",
    "paragraph",
    "table",
    "chart",
    "documents",
    "programme_totals",
    "programme_table",
    "unallocated",
    "projects",
    "provincial",
]

PLACEHOLDER_FORMATS = ("", "bare", "plan", "fraction", "share")


UNIT_WORDS = ("unit", "units", "level")
"""Placeholders for the kind of the unit: huyện; of those that act in it; its level of budget."""


class Titled(CatalogueRow):
    """Something with a title in two languages."""

    title_vi: str = ""
    title_en: str = ""

    def title(self, lang: str) -> str:
        """The title in a language."""
        return self.in_language("title", lang)


class Statement(Titled):
    """How indicators are stated: one by the usual patterns, or several in a text of their own.

    ``code`` with a title that replaces the indicator's own subject; or ``text_vi`` and
    ``text_en`` with figures as placeholders, ``{code}`` or ``{code:format}`` (see
    ``PLACEHOLDER_FORMATS``). ``none_vi`` and ``none_en`` state that nothing happened, where all of
    them are zero. In a table ``cells`` are the indicators of a row, whose title heads it.
    """

    code: str = ""
    cells: tuple[str, ...] = ()
    text_vi: str = ""
    text_en: str = ""
    none_vi: str = ""
    none_en: str = ""

    @model_validator(mode="after")
    def _is_code_or_text(self) -> Statement:
        ways = [bool(way) for way in (self.code, self.text_vi, self.cells)]
        if sum(ways) != 1 or bool(self.text_vi) != bool(self.text_en):
            raise ValueError(
                message("catalogues.statement_unclear", text=self.text_vi or self.code)
            )
        codes_vi, codes_en = (
            {code for code, _ in placeholders(text)} for text in (self.text_vi, self.text_en)
        )
        if codes_vi != codes_en:
            raise ValueError(message("catalogues.statement_placeholders", text=self.text_vi))
        for _, format_ in (*placeholders(self.text_vi), *placeholders(self.text_en)):
            if format_ not in PLACEHOLDER_FORMATS:
                known = ", ".join(PLACEHOLDER_FORMATS)
                raise ValueError(message("catalogues.unknown_format", format=format_, known=known))
        return self

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators that are stated, in the order of the Vietnamese text."""
        found = [self.code, *self.cells, *(code for code, _ in placeholders(self.text_vi))]
        return tuple(dict.fromkeys(filter(None, found)))

    def text(self, lang: str) -> str:
        """The text in a language, with placeholders."""
        return self.in_language("text", lang)

    def none(self, lang: str) -> str:
        """The sentence in a language for nothing at all."""
        return self.in_language("none", lang)


def placeholders(text: str) -> list[tuple[str, str]]:
    """(code, format) of the figures of a text; the empty format is the value with its unit."""
    fields = [(name, format_ or "") for _, name, format_, _ in Formatter().parse(text) if name]
    return [(name, format_) for name, format_ in fields if name not in UNIT_WORDS]


class Content(Titled):
    """One piece of a section. Which fields count depends on ``kind``.

    ``about`` picks the supplied texts of a topic ("Về <topic>: …"); ``listed`` sets them as a
    list, and leaves the money of projects to the tables; ``lines`` gives the statements about the
    outputs of a budget line; ``elsewhere`` names indicators that the body leaves to the annexes.
    ``sectors`` limits charts and figures to some sectors; ``topic`` names what the profile of a
    province adds here. A table has ``columns``, the first for the titles of its rows.
    """

    kind: ContentKind
    indicators: tuple[Statement, ...] = ()
    sectors: tuple[str, ...] = ()
    chart: Literal["trends", "plan", "split", "changes", "disbursement", ""] = ""
    about: tuple[str, ...] = ()
    listed: bool = False
    elsewhere: tuple[str, ...] = ()
    topic: str = ""
    lines: dict[str, tuple[Statement, ...]] = {}
    columns: tuple[Titled, ...] = ()

    @model_validator(mode="after")
    def _has_whole_rows(self) -> Content:
        wrong = [s for s in self.indicators if len(s.cells) != max(0, len(self.columns) - 1)]
        if wrong and (self.columns or self.kind == "table"):
            raise ValueError(message("catalogues.table_cells", title=wrong[0].title_vi))
        return self

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements of this piece."""
        return (*self.indicators, *(m for of_line in self.lines.values() for m in of_line))

    @property
    def codes(self) -> tuple[str, ...]:
        """All indicators that this piece names."""
        return (*(c for statement in self.statements for c in statement.codes), *self.elsewhere)


class Section(Titled):
    """A section and its content, in order.

    Indicators, texts and documents name sections of the standard outline; a shorter outline
    gathers several of them: ``covers`` (the section itself where it is empty). An ``optional`` one
    is left out where there is nothing to say; any other one says so. The one ``of_others`` has the
    figures of which nothing says where they belong.
    """

    id: str
    covers: tuple[str, ...] = ()
    optional: bool = False
    of_others: bool = False
    content: tuple[Content, ...] = tuple(
        Content(kind=kind) for kind in ("texts", "figures", "documents")
    )
    sections: tuple[Section, ...] = ()

    @property
    def has_own_content(self) -> bool:
        """True where it has content itself, not only through the sections within it."""
        return not self.sections or "content" in self.model_fields_set

    @property
    def sources(self) -> tuple[str, ...]:
        """The standard sections that this one reports."""
        return self.covers or (self.id,)


class Outline(CatalogueRow):
    """The outline of a report: its parts, each with sections.

    ``chain``: the side that the report goes to; ``programmes``: those that it reports, all where
    it is empty; ``about_vi`` and ``about_en``: what it is a report of, as its title says;
    ``is_official``: no where no text prescribes its sections.
    """

    outline: str
    chain: str = ETHNIC
    programmes: tuple[str, ...] = ()
    about_vi: str = ""
    about_en: str = ""
    is_official: Literal["yes", "no"] = "yes"
    source_vi: str
    source_en: str
    valid_from: OptionalPeriod = None
    valid_to: OptionalPeriod = None
    levels: tuple[Level, ...] = ()
    parts: tuple[Section, ...]

    def about(self, lang: str) -> str:
        """What it is a report of, within a sentence."""
        return self.in_language("about", lang) or message("catalogues.about_report", lang)

    def source(self, lang: str) -> str:
        """The text that it follows, or until which text it is used."""
        return self.in_language("source", lang)

    def all_sections(self) -> list[Section]:
        """Every section, depth first."""
        return [s for part in self.parts for s in flatten(part)]

    def charted(self, chart: str, sectors: Iterable[str]) -> list[str]:
        """Those of ``sectors`` for which the outline shows charts of a kind."""
        shown = [
            content
            for section in self.all_sections()
            for content in section.content
            if content.kind == "chart" and content.chart == chart
        ]
        return [s for s in sectors if any(not c.sectors or s in c.sectors for c in shown)]

    def numbers(self, lang: str) -> dict[str, str]:
        """The number of each section as the report prints it → its title, in order."""
        return {section.id: section.title(lang) for section in self.all_sections()}

    def titles(self, lang: str) -> dict[str, str]:
        """Standard section → number and title of the section that reports it, in order."""
        return {
            source: f"{section.id}. {section.title(lang)}"
            for section in self.all_sections()
            for source in section.sources
        }


def flatten(section: Section) -> list[Section]:
    """A section and all below it, depth first."""
    return [section, *(s for child in section.sections for s in flatten(child))]


def without_empty(outline: Outline, has_content: Callable[[Section], bool]) -> Outline:
    """The outline without the sections below its parts that have no content.

    Those after them move up; they go on reporting the standard sections that they reported.
    """
    parts = tuple(_without_empty(part, part.id, has_content) for part in outline.parts)
    return outline.model_copy(update={"parts": parts})


def _without_empty(
    section: Section, number: str, has_content: Callable[[Section], bool]
) -> Section:
    numbers = [child.id.replace(section.id, number, 1) for child in section.sections]
    kept = [child for child in section.sections if any(map(has_content, flatten(child)))]
    below = tuple(
        _without_empty(child, moved, has_content)
        for moved, child in zip(numbers, kept, strict=False)
    )
    return section.model_copy(update={"id": number, "covers": section.sources, "sections": below})


def known_sections(outlines: Mapping[Path, Outline]) -> KnownCodes:
    """The sections of all outlines, by their own numbers and by those that they cover."""
    sections = {
        number
        for outline in outlines.values()
        for section in outline.all_sections()
        for number in (section.id, *section.sources)
    }
    return KnownCodes("outlines", sections, tuple(outlines))


def valid_outlines(
    outlines: Mapping[Path, Outline], period: Period, level: str, chain: str = ETHNIC
) -> list[Path]:
    """Files of a chain's outlines in force in a period for units of a level: the latest ones."""
    valid = {
        path: outline
        for path, outline in outlines.items()
        if outline.chain == chain and is_valid(outline, period, level)
    }
    return latest(valid)


def other_chains(outlines: Mapping[Path, Outline], period: Period, level: str) -> list[str]:
    """The sides besides the ethnic one that take a report of their own from units of a level."""
    chains = dict.fromkeys(each.chain for each in outlines.values())
    return [c for c in chains if c != ETHNIC and valid_outlines(outlines, period, level, c)]


def find_outline(
    outlines: Mapping[Path, Outline],
    period: Period,
    level: str,
    known_codes: KnownCodes,
    chain: str = ETHNIC,
) -> Outline:
    """The outline of a chain valid in ``period`` for units of ``level``.

    Raises CatalogueError when there is none or more than one, or when it names an unknown
    indicator.
    """
    valid = valid_outlines(outlines, period, level, chain)
    given = {"level": level, "period": str(period)}
    if not valid:
        reason = message("catalogues.no_outline", **given)
        raise CatalogueError("core.catalogue_yaml", file="outlines", reason=reason)
    if len(valid) > 1:
        (path, _), (other, _) = to_mend((valid[0], 0), (valid[1], 0))
        reason = message("catalogues.same_outline", other=shown(other), **given)
        raise broken_document(path, reason)
    contents = (c for s in outlines[valid[0]].all_sections() for c in s.content)
    for code in (code for content in contents for code in content.codes):
        known_codes.require(code, valid[0])
    return outlines[valid[0]]
