"""Profiles: what one province adds to the outlines that all share, and the words for a unit."""

from collections.abc import Mapping
from pathlib import Path

from helpers.core.catalogues.loading import CatalogueRow, Codes, KnownCodes, OptionalPeriod
from helpers.core.catalogues.outlines import UNIT_WORDS, Content, Outline, Section, Titled
from helpers.core.catalogues.packs import is_valid, latest
from helpers.core.catalogues.unit_names import kind_of_unit
from helpers.core.catalogues.units import NATION, Level, Unit, Units
from helpers.core.messages import LANGUAGES, message
from helpers.core.periods import Period
from helpers.core.text import lower_first

Words = Mapping[str, Mapping[str, str]]
"""Language → placeholder → the word for the unit."""


class Profile(CatalogueRow):
    """A province's own guidance: titles of sections, and contents where an outline names a topic.

    ``provinces``: codes of provinces, all where it is empty; the period is that in which its
    guidance is in force.
    """

    profile: str
    source_vi: str
    source_en: str
    provinces: Codes
    valid_from: OptionalPeriod = None
    valid_to: OptionalPeriod = None
    levels: tuple[Level, ...] = ()
    titles: dict[str, Titled] = {}
    content: dict[str, tuple[Content, ...]] = {}

    @property
    def codes(self) -> frozenset[str]:
        """All indicators that its contents name."""
        return frozenset(c for pieces in self.content.values() for p in pieces for c in p.codes)


NO_PROFILE = Profile(profile="", source_vi="", source_en="", provinces=())


def find_profile(
    profiles: Mapping[Path, Profile],
    unit: Unit,
    units: Units,
    period: Period,
    known_codes: KnownCodes,
) -> Profile:
    """The profile of the province that a unit is in, with what those for all provinces add.

    Raises CatalogueError for an unknown indicator.
    """
    code = units.province(unit, period.end).code
    valid = {p: each for p, each in profiles.items() if is_valid(each, period, unit.level)}
    for_all = [path for path, each in valid.items() if not each.provinces]
    own = latest({path: each for path, each in valid.items() if code in each.provinces})[:1]
    found = NO_PROFILE
    for path in (*for_all, *own):
        for content in (c for contents in profiles[path].content.values() for c in contents):
            for named in content.codes:
                known_codes.require(named, path)
        found = _together(found, profiles[path])
    return found


def _together(first: Profile, second: Profile) -> Profile:
    """Two profiles as one; where both have a title or a topic it is that of the second."""
    update = {
        "titles": {**first.titles, **second.titles},
        "content": {**first.content, **second.content},
    }
    return second.model_copy(update=update)


def outline_of_unit(outline: Outline, profile: Profile, unit: Unit) -> Outline:
    """An outline with what the profile adds, and the words for the unit in its texts."""
    words = {lang: _unit_words(unit, lang) for lang in LANGUAGES}
    parts = tuple(_section(part, profile, words) for part in outline.parts)
    return outline.model_copy(update={"parts": parts})


def _unit_words(unit: Unit, lang: str) -> dict[str, str]:
    kind = kind_of_unit(unit.name_vi) if lang == "vi" else unit.level
    kind = kind or lower_first(unit.name_vi)
    is_province = unit.level in ("province", NATION.level)
    keys = {
        word: f"catalogues.{word}_{'province' if is_province else 'other'}" for word in UNIT_WORDS
    }
    return {word: message(key, lang, kind=kind) for word, key in keys.items()}


def _section(section: Section, profile: Profile, words: Words) -> Section:
    titled = profile.titles.get(section.id) or section
    content = [
        _worded_content(piece, words)
        for own in section.content
        for piece in _with_provincial(own, profile.content.get(own.topic, ()))
    ]
    below = tuple(_section(child, profile, words) for child in section.sections)
    update: dict[str, object] = {**_worded(titled, words), "sections": below}
    if section.has_own_content:
        update["content"] = tuple(content)
    return section.model_copy(update=update)


def _with_provincial(content: Content, added: tuple[Content, ...]) -> tuple[Content, ...]:
    """The content with what the province adds to it: rows of a table, else pieces of its own."""
    if content.kind != "table":
        return added if content.kind == "provincial" else (content,)
    rows = [row for piece in added for row in piece.indicators]
    return (content.model_copy(update={"indicators": (*content.indicators, *rows)}),)


def _worded_content(content: Content, words: Words) -> Content:
    statements = tuple(row.model_copy(update=_worded(row, words)) for row in content.indicators)
    return content.model_copy(update={**_worded(content, words), "indicators": statements})


def _worded(row: Titled, words: Words) -> dict[str, str]:
    """The texts whose fields end with a language, with the words of the unit."""
    found = {}
    for name, text in row:
        if name[-3:] in ("_vi", "_en") and isinstance(text, str):
            for word, value in words[name[-2:]].items():
                text = text.replace(f"{{{word}}}", value)
            found[name] = text
    return found
