"""Catalogue of outlines: the fixed order of sections of a report, valid for a span of periods."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from helpers.ground.catalogues.indicators import Indicator, valid_in
from helpers.ground.catalogues.loading import OptionalText, Row, load_document
from helpers.ground.catalogues.units import Level
from helpers.ground.errors import CatalogueError
from helpers.ground.messages import say
from helpers.ground.periods import Period

ContentKind = Literal[
    "texts",
    "figures",
    "lead",
    "bullet",
    "indicator_table",
    "chart",
    "documents",
    "programme_totals",
    "programme_table",
    "unallocated",
    "projects",
]


class Titled(Row):
    """Something with a title in two languages."""

    title_vi: str = ""
    title_en: str = ""

    def title(self, lang: str) -> str:
        return self.title_en if lang == "en" else self.title_vi


class Mention(Titled):
    """An indicator as a bullet names it: the title stands for its own subject."""

    code: str


class Content(Titled):
    """One piece of a section. Which fields count depends on ``kind``."""

    kind: ContentKind
    indicators: tuple[Mention, ...] = ()
    sectors: tuple[str, ...] = ()
    chart: Literal["trends", "plan", "split", "changes", "disbursement", ""] = ""


class Section(Titled):
    """A section and what it tells, in order."""

    id: str
    content: tuple[Content, ...] = (Content(kind="texts"), Content(kind="figures"))
    sections: tuple[Section, ...] = ()


class Outline(Row):
    """The outline of a report: its parts, each with sections."""

    outline: str
    source_vi: str
    source_en: str
    valid_from: OptionalText = None
    valid_to: OptionalText = None
    levels: tuple[Level, ...]
    parts: tuple[Section, ...]

    def all_sections(self) -> list[Section]:
        """Every section, depth first."""
        return [s for part in self.parts for s in _flatten(part)]


def _flatten(section: Section) -> list[Section]:
    return [section, *(s for child in section.sections for s in _flatten(child))]


def load_outline(
    paths: list[Path], period: Period, level: str, indicators: dict[str, Indicator]
) -> Outline:
    """The outline valid in ``period`` for units of ``level``.

    Raises CatalogueError when there is none, or when it names an unknown indicator.
    """
    for path in paths:
        outline = load_document(path, Outline)
        if level in outline.levels and valid_in(outline.valid_from, outline.valid_to, period):
            _check_codes(path, outline, indicators)
            return outline
    reason = say("catalogues.no_outline", level=level, period=str(period))
    raise CatalogueError("ground.catalogue_yaml", file="outlines", reason=reason)


def _check_codes(path: Path, outline: Outline, indicators: dict[str, Indicator]) -> None:
    for section in outline.all_sections():
        for content in section.content:
            for mention in content.indicators:
                if mention.code not in indicators:
                    reason = say("ground.dangling_code", code=mention.code, catalogue="indicators")
                    raise CatalogueError("ground.catalogue_yaml", file=path.name, reason=reason)
