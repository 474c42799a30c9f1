"""Errors at the desk: a sentence and a file without data; nothing is hidden elsewhere."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers.core.redaction import without_data
from helpers.stages import desk_errors
from helpers.stages.desk_errors import DESK, explain_errors

FAILS = "from helpers.core.formatting import format_number; format_number('Lò Văn Thử 12,5', 0)"


@pytest.fixture
def shell(monkeypatch, real_workspace):
    """A shell of its own, as a kernel has one, with what it shows."""
    made = InteractiveShell()
    monkeypatch.setattr(desk_errors, "get_ipython", lambda: made)
    monkeypatch.setenv(DESK, "1")
    shown = []
    monkeypatch.setattr(made, "_showtraceback", lambda kind, error, lines: shown.append(lines))
    explain_errors(real_workspace)
    return made, shown, real_workspace.root / "data" / "processed" / "_errors"


def test_an_error_of_the_program_is_a_sentence_with_a_file_without_data(shell):
    made, shown, folder = shell
    assert not made.run_cell(FAILS).success
    (file,) = folder.iterdir()
    sentence = " ".join(shown[0])
    assert file.name in sentence and "Traceback" not in sentence and "Văn" not in sentence
    text = file.read_text(encoding="utf-8")
    assert "TypeError: not a number to print" in text and "formatting.py" in text
    assert "Văn" not in text.splitlines()[-1] and "12" not in text.splitlines()[-1]


def test_an_error_in_a_cell_s_own_code_keeps_its_traceback(shell):
    made, shown, folder = shell
    made.run_cell("1 / 0")
    assert "ZeroDivisionError" in "".join(shown[0]) and not folder.exists()


def test_what_a_person_can_mend_is_said_as_before(shell):
    made, shown, folder = shell
    made.run_cell("from helpers.core.periods import Period; Period.parse('2023-H1')")
    assert "2023-H1" in " ".join(shown[0]) and not folder.exists()


def test_elsewhere_nothing_is_changed(monkeypatch, real_workspace):
    made = InteractiveShell()
    monkeypatch.setattr(desk_errors, "get_ipython", lambda: made)
    monkeypatch.delenv(DESK, raising=False)
    explain_errors(real_workspace)
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
