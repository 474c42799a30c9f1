"""Consoles that print whatever their encoding: no letter ever ends a command.

What goes to a file or another program is UTF-8. A terminal, and an encoding asked for by
PYTHONIOENCODING, are obeyed; letters that they lack are written in the nearest way that they have.
"""

import codecs
import os
import sys
import unicodedata
from functools import partial

from rich.console import Console

from helpers.cli.outcomes import OUTPUT_CLOSED
from helpers.core.text import TONE_MARKS, nfc, without_marks

UNKNOWN = "?"
SIMPLE = {
    **dict.fromkeys("–—−", "-"),
    **dict.fromkeys("«»“”", '"'),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("\u00a0\u202f", " "),
    **{"…": "...", "•": "*", "·": ".", "×": "x", "→": "->", "≥": ">=", "≤": "<=", "✓": "x"},
}


class Printer(Console):
    """A console whose end means that nobody reads on (``| head``), not that there are findings."""

    def on_broken_pipe(self) -> None:
        """End with the exit code of an output that nobody reads on."""
        try:
            super().on_broken_pipe()
        except SystemExit:
            raise SystemExit(OUTPUT_CLOSED) from None


def say(console: Console, text: object, style: str | None = None) -> None:
    """Print a sentence as it is: nothing in it is a mark, and the terminal alone breaks it."""
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)


def begin_again_in_utf8() -> None:
    """Replace this process by one in Python's UTF-8 mode, where names of files are read otherwise.

    In the C locale or a Latin one, ``Biểu 1.xlsx`` has no name that could be written to a table.
    """
    if sys.getfilesystemencoding() == "utf-8" or sys.flags.utf8_mode:
        return
    os.environ["PYTHONUTF8"] = "1"  # for the kernels
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def make_printable() -> None:
    """Let stdout and stderr take any text. Streams that are none of the system's are left alone."""
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure"):
            continue
        is_asked_for = bool(os.environ.get("PYTHONIOENCODING"))
        encoding = stream.encoding if is_asked_for or stream.isatty() else "utf-8"
        name = f"readable-{encoding}"
        codecs.register_error(name, partial(_readable, encoding))
        stream.reconfigure(encoding=encoding, errors=name)


def _readable(encoding: str, error: UnicodeError) -> tuple[str, int]:
    """An error handler of codecs; the codec of a code page does not give its own name."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_nearest(letter, encoding) for letter in text), error.end


def _nearest(letter: str, encoding: str) -> str:
    """``letter`` with its tone mark apart (cp1258), without it, bare; a simpler sign; or "?"."""
    apart, bare = _tone_apart(letter), without_marks(letter)
    for text in (apart, apart.rstrip(TONE_MARKS), bare, SIMPLE.get(letter, UNKNOWN)):
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            continue
        return text
    return UNKNOWN


def _tone_apart(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter)
    tones = "".join(mark for mark in decomposed if mark in TONE_MARKS)
    return nfc("".join(mark for mark in decomposed if mark not in TONE_MARKS)) + tones
