"""``baocao map``: what is asked about the tables; with a filled workbook, the answers."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from helpers.cli.console import say
from helpers.cli.outcomes import FINISHED, WITH_FINDINGS
from helpers.core.catalogues.mappings import Source
from helpers.core.errors import ParameterError
from helpers.core.messages import message
from helpers.stages.mapping.answer_workbook import GivenAnswer, positions_of
from helpers.stages.mapping.asking import Asking
from helpers.stages.mapping.filled_answers import proposed


def ask(console: Console, asking: Asking) -> int:
    """Print the open questions by workbook and write the workbook to fill in; the exit code."""
    if not asking.questions:
        say(console, message("mapping.nothing_open"))
        return FINISHED
    for file, questions in asking.by_workbook.items():
        title = message("mapping.of_workbook", file=file, count=len(questions))
        say(console, title, style="bold")
        for number, question in questions:
            choices = proposed(question, asking.vocabulary)
            for line in (
                f"{number}. {question.text}",
                message("mapping.line_where", where="; ".join(positions_of(question.where))),
                message("mapping.line_reason", reason=asking.reason(question)),
                *(message("mapping.line_proposal", text=choice.text) for choice in choices[:1]),
            ):
                say(console, line)
    was_read = asking.is_file_read
    kept = asking.write_workbook()
    if kept:
        text = asking.set_aside_text(kept, was_read=was_read)
        say(console, text)
    file = asking.unit_period.workspace.relative(asking.file)
    text = message("mapping.workbook_written", count=len(asking.questions), file=file)
    say(console, text)
    return WITH_FINDINGS


def answer_from(console: Console, asking: Asking, path: Path, who: str) -> int:
    """Store the good rows of a filled workbook, name the others; the exit code."""
    if not path.is_file():
        raise ParameterError("mapping.no_such_file", file=path)
    filled = asking.read_workbook(path, who)
    for problem in filled.problems:
        say(console, str(problem), style="yellow")
    if filled.problems:
        say(console, message("mapping.rows_not_stored", count=len(filled.problems)))
    code = _store(console, asking, filled.answers, "workbook")
    return WITH_FINDINGS if filled.problems else code


def accept_proposals(console: Console, asking: Asking, who: str) -> int:
    """Store the best proposal to every question that has one; the exit code."""
    if not any(map(str.isalpha, who)):
        raise ParameterError("mapping.who_is_needed")
    answers = asking.proposals(who)
    for given in answers:
        text = asking.vocabulary.describe(given.meaning)
        line = message("mapping.accepted", shown=given.question.shown, text=text)
        say(console, line)
    return _store(console, asking, answers, "proposal")


def _store(console: Console, asking: Asking, answers: Sequence[GivenAnswer], how: Source) -> int:
    if not answers:
        say(console, message("mapping.nothing_stored"))
        return WITH_FINDINGS
    stored = asking.store(answers, how)
    say(console, str(stored))
    return WITH_FINDINGS if stored.open_after else FINISHED
