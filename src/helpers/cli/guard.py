"""The way out of every command and script: an exit code and one sentence, never a traceback."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import suppress
from difflib import get_close_matches
from errno import ENAMETOOLONG
from pathlib import Path

from typer.core import TyperGroup

from helpers.cli.console import Printer, make_printable
from helpers.cli.outcomes import (
    COULD_NOT_RUN,
    FINISHED,
    INTERNAL_ERROR,
    INTERRUPTED,
    OUTPUT_CLOSED,
)
from helpers.core.errors import InternalError, ParameterError, ReportError
from helpers.core.failures import own_frames, record_failure
from helpers.core.messages import message
from helpers.core.storage import storage_error
from helpers.core.workspace import Workspace

errors = Printer(stderr=True)
NEAR = 0.6
"""How alike a mistyped verb and the one that was meant are at least."""


class Verbs(TyperGroup):
    """The commands; Typer would end with 1, as for findings, on any EOFError or closed pipe."""

    def resolve_command(self, ctx, args):
        """The command of a verb. Raises ParameterError with the nearest one for an unknown verb."""
        verb, known = args[0], self.list_commands(ctx)
        if not verb.startswith("-") and verb not in known:
            near = get_close_matches(verb.lower(), known, n=1, cutoff=NEAR)
            key = "cli.verb_near" if near else "cli.verb_unknown"
            raise ParameterError(key, verb=verb, near="".join(near), known=", ".join(known))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx) -> object:
        """Raises SystemExit with the exit code of these two."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            sys.exit(_interrupted(error))
        except BrokenPipeError:
            sys.exit(OUTPUT_CLOSED)
        except (OSError, EOFError) as error:
            sys.exit(_failed(error))


def guarded(main: Callable[[], int | None]) -> int:
    """Run ``main``; the exit code. What it returns is one too, nothing is 0."""
    make_printable()
    try:
        return main() or FINISHED
    except InternalError as error:
        return _could_not_run(error, INTERNAL_ERROR)
    except ReportError as error:
        return _could_not_run(error, COULD_NOT_RUN)
    except KeyboardInterrupt as error:
        return _interrupted(error)
    except BrokenPipeError:
        return OUTPUT_CLOSED
    except Exception as error:
        interrupt = _interrupt_behind(error)
        return _interrupted(interrupt) if interrupt else _failed(error)


def _interrupt_behind(error: BaseException | None) -> KeyboardInterrupt | None:
    """The interrupt at which a library failed: openpyxl leaves a sheet half written."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error


def _could_not_run(error: ReportError, code: int) -> int:
    _print(f"{message('cli.could_not_run')} {error}", error)
    return code


def _interrupted(error: KeyboardInterrupt) -> int:
    """Say that it was stopped, and what its notes say was done; a second interrupt says no more.

    Nor do generators that are left in the middle.
    """
    sys.unraisablehook = lambda _: None
    with suppress(KeyboardInterrupt):
        _print(message("cli.interrupted"), error)
    return INTERRUPTED


def _failed(error: Exception) -> int:
    """Say in a sentence that the program failed, and where the details are."""
    if isinstance(error, OSError) and error.errno == ENAMETOOLONG:
        known = storage_error(error, Path())
        return _could_not_run(known, COULD_NOT_RUN) if known else INTERNAL_ERROR
    try:
        file = record_failure(_workspace(), error, _verb())
        text = message("cli.internal_error", file=file)
    except (ReportError, OSError):
        frames = own_frames(error)[-1:]
        technical = "; ".join([f"{type(error).__name__}: {error}", *frames])
        text = message("cli.internal_error_unrecorded", technical=technical)
    _print(text, error)
    return INTERNAL_ERROR


def _print(text: str, error: BaseException) -> None:
    for line in (text, *getattr(error, "__notes__", ())):
        errors.print(line, style="red", markup=False, soft_wrap=True)


def _workspace() -> Workspace:
    """The workspace of the command line. Raises ParameterError where there is none."""
    parser = ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--workspace", type=Path)
    return Workspace.find(parser.parse_known_args(sys.argv[1:])[0].workspace)


def _verb() -> str:
    """The verb of the command line, or the name of the script."""
    words = [word for word in sys.argv[1:2] if word.isascii() and word.isalpha()]
    return words[0] if words else Path(sys.argv[0]).stem
