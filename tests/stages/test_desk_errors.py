"""Errors at the desk: a sentence and a file without data; nothing is hidden elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers.core.redaction import without_data
from helpers.export.html.panel import NotebookCard
from helpers.stages import desk_errors
from helpers.stages.desk_errors import DESK

FAILS = "from helpers.core.formatting import format_number; format_number('Lò Văn Thử 12,5', 0)"
WRONG_PERIOD = "from helpers.core.periods import Period; Period.parse('2023-H1')"


@dataclass
class Desk:
    """A shell of its own, as a kernel has one: its cards, its tracebacks, its file of errors."""

    shell: InteractiveShell
    cards: list[NotebookCard]
    traces: list[list[str]]
    root: Path

    def run(self, code: str) -> str:
        """The text of the card that a failing cell shows; nothing without one."""
        assert not self.shell.run_cell(code).success
        return repr(self.cards[-1]) if self.cards else ""


@pytest.fixture
def desk(monkeypatch, real_workspace):
    made = Desk(InteractiveShell(), [], [], real_workspace.root)
    (made.root / "notebooks").mkdir()
    monkeypatch.chdir(made.root / "notebooks")
    monkeypatch.setenv(DESK, "1")
    monkeypatch.setattr(desk_errors, "display", made.cards.append)
    show = lambda kind, error, lines: made.traces.append(lines)  # noqa: E731
    monkeypatch.setattr(made.shell, "_showtraceback", show)
    desk_errors.load_ipython_extension(made.shell)
    return made


def test_an_error_of_the_program_is_a_sentence_with_a_file_without_data(desk):
    card = desk.run(FAILS)
    (file,) = (desk.root / "data" / "processed" / "_errors").iterdir()
    assert file.name in card and "người quản trị" in card and "Văn" not in card
    assert desk.cards[-1].links[0].address == f"../data/processed/_errors/{file.name}"
    assert "Traceback" not in " ".join(desk.traces[0])
    text = file.read_text(encoding="utf-8")
    assert "TypeError: not a number to print" in text and "formatting.py" in text
    assert "Văn" not in text.splitlines()[-1] and "12" not in text.splitlines()[-1]
    assert str(desk.root) not in text


def test_an_error_in_a_cell_s_own_code_keeps_its_traceback(desk):
    assert desk.run("1 / 0") == ""
    assert "ZeroDivisionError" in "".join(desk.traces[0])
    assert not (desk.root / "data" / "processed").exists()


def test_what_a_person_can_mend_is_a_card_with_the_next_step(desk):
    card = desk.run(WRONG_PERIOD)
    assert "2023-H1" in card and "ô tham số" in card and "00_start.ipynb" in card
    assert "2023-H1" not in " ".join(desk.traces[0]), "said once"
    assert not (desk.root / "data" / "processed").exists()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('unit: str = "bach-thong', "dòng 1"),
        ("unit: str = bach", "«bach»"),
        ("start.run()", "«start»"),
    ],
)
def test_missing_quotes_and_cells_not_run_are_cards_and_keep_their_traceback(desk, code, words):
    card = desk.run(code)
    assert words in card and "ngoặc kép" in card
    assert "Error" in " ".join(desk.traces[0])


def test_elsewhere_nothing_is_changed(monkeypatch):
    made = InteractiveShell()
    monkeypatch.delenv(DESK, raising=False)
    desk_errors.load_ipython_extension(made)
    assert not made.custom_exceptions


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (
            "ValueError: invalid literal 'Hà Nội' in 1.178,47",
            "ValueError: invalid literal '...' in 0.000,00",
        ),
        ("AttributeError: 'NoneType' object has no attribute 'x'",) * 2,
        ("KeyError: 'agri.spring_rice.area'",) * 2,
        ("pandas.errors.ParserError: Lò Thị Thử", "pandas.errors.ParserError: ... ... ..."),
        ('  File "a.py", line 12, in f',) * 2,
    ],
)
def test_words_of_errors_lose_their_data_and_keep_names(line, shown):
    assert without_data(line) == shown
