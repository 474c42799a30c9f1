"""Answers as they are stored, and as recognition uses them: what was said in another period."""

from collections.abc import Iterable
from datetime import date

from helpers.cleaning.cleaning_log import CleaningLog, SourceCell
from helpers.cleaning.meaning_words import budget_line_names, describe
from helpers.cleaning.recognition.answers import answer_to
from helpers.cleaning.recognition.model import Answer, Meaning, Question
from helpers.cleaning.recognition.places import is_place, place_in_full
from helpers.cleaning.stated_periods.relative import (
    absolute_period,
    absolute_years,
    relative_period,
    relative_years,
)
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.mappings import (
    Source,
    StoredAnswer,
    StoredMeaning,
    TableSeen,
    current_answers,
    file_pattern,
)
from helpers.core.groups import grouped
from helpers.core.messages import message
from helpers.core.periods import Period

ANSWERED = "answered"
"""The rule under which cells are logged whose meaning a person said."""


def answers_for(stored: Iterable[StoredAnswer], catalogues: Catalogues) -> list[Answer]:
    """The answers that count in the period of ``catalogues``, of each question the last one.

    Left out is what can no longer be meant: an indicator or a unit of measure that the catalogues
    do not have, fixed years that are over. Its question is asked again.
    """
    period = catalogues.period
    return [
        Answer(
            answer.key,
            meaning_in(answer.meaning, period),
            answer.who,
            answer.date.isoformat(),
            frozenset((table.file, table.sheet) for table in answer.tables),
        )
        for answer in current_answers(stored, period).values()
        if is_usable(answer.meaning, catalogues)
    ]


def is_usable(meaning: StoredMeaning, catalogues: Catalogues) -> bool:
    """True where the catalogues still have what a meaning names."""
    first, is_range, last = meaning.period.partition("-")
    is_over = is_range and first.isdigit() and not int(first) <= catalogues.period.year <= int(last)
    known = (catalogues.indicators, budget_line_names(catalogues.programmes))
    has_code = not meaning.code or any(meaning.code in codes for codes in known)
    has_unit = not meaning.unit or catalogues.measures.find_multiple(meaning.unit)
    return bool(
        not is_over
        and has_code
        and has_unit
        and all(is_usable(part, catalogues) for part in meaning.parts)
    )


def stored_answer(
    question: Question, meaning: Meaning, who: str, period: Period, how: Source
) -> StoredAnswer:
    """An answer to a question of ``period``, given today: of the meaning what was asked."""
    areas = grouped(((file_pattern(c.file), c.sheet), c.cells) for c in question.where)
    asked = answer_to(question, meaning, who, date.today().isoformat())
    return StoredAnswer(
        key=question.key,
        kind=question.kind,
        shown=question.shown,
        tables=tuple(
            TableSeen(file=f, sheet=s, cells=", ".join(filter(None, c)))
            for (f, s), c in areas.items()
        ),
        meaning=stored_meaning(asked.meaning, period, question.key),
        who=asked.who,
        date=date.fromisoformat(asked.date),
        period=str(period),
        how=how,
    )


def stored_meaning(meaning: Meaning, base: Period, key: str = "") -> StoredMeaning:
    """A meaning with its years as distances from the year of ``base``.

    Years from … to … that the question's key does not have stay as they are: the stage of a
    programme does not move on with the year of the report.
    """
    first, is_range, last = meaning.period.partition("-")
    in_key = all(relative_years(year, base.year) in key for year in (first, last))
    return StoredMeaning(
        is_figure=meaning.is_figure,
        measure=meaning.measure,
        period=meaning.period
        if is_range and not in_key
        else relative_period(meaning.period, base, key),
        unit=meaning.unit,
        breakdown=tuple(
            f"{name}={relative_years(member, base.year)}" for name, member in meaning.breakdown
        ),
        code=meaning.code,
        label=meaning.label,
        parts=tuple(stored_meaning(part, base, key) for part in meaning.parts),
    )


def meaning_in(stored: StoredMeaning, base: Period) -> Meaning:
    """What a stored meaning says in a report of ``base``."""
    pairs = (pair.partition("=") for pair in stored.breakdown)
    members = ((name, absolute_years(member, base.year)) for name, _, member in pairs)
    return Meaning(
        is_figure=stored.is_figure,
        measure=stored.measure,
        period=absolute_period(stored.period, base),
        unit=stored.unit,
        breakdown=tuple((name, place_in_full(m) if is_place(name) else m) for name, m in members),
        code=stored.code,
        label=stored.label,
        parts=tuple(meaning_in(part, base) for part in stored.parts),
    )


def log_used_answers(
    answered: Iterable[Question],
    answers: Iterable[Answer],
    catalogues: Catalogues,
    cleaning_log: CleaningLog,
) -> None:
    """Log which answer was used for which cells: what was said, by whom and when."""
    by_key = {answer.key: answer for answer in answers}
    for question in answered:
        answer = by_key[question.key]
        said = message(
            "mapping.used",
            meaning=describe(answer.meaning, catalogues),
            who=answer.who,
            date=f"{date.fromisoformat(answer.date):%d/%m/%Y}",
        )
        for where in question.where:
            source_cell = SourceCell(where.file, where.sheet, where.cells, question.shown)
            cleaning_log.log_repair(source_cell, ANSWERED, question.shown, said)
