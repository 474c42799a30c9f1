"""Every module, text, template, notebook and catalogue is declared as a report input or not."""

from __future__ import annotations

from collections import Counter

import pytest

from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.stages.input_hashes import catalogue_files, code_files
from helpers.stages.report_inputs import (
    NOT_REPORT_INPUTS,
    REPORT_INPUTS,
    ROLL_UP_INPUTS,
    declared_name,
    is_report_input,
)

PROJECT = Workspace(PROJECT_ROOT)
DECLARED = (*REPORT_INPUTS, *ROLL_UP_INPUTS, *NOT_REPORT_INPUTS)


def test_every_file_of_the_project_is_declared():
    names = map(PROJECT.relative, (*code_files(PROJECT), *catalogue_files(PROJECT)))
    assert [name for name in names if declared_name(name) is None] == []


def test_nothing_is_declared_twice():
    assert [name for name, count in Counter(DECLARED).items() if count > 1] == []


@pytest.mark.parametrize("name", DECLARED)
def test_what_is_declared_is_there(name):
    assert (PROJECT_ROOT / name).exists(), "moved or removed: declare its new name"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("src/helpers/stages/new_module.py", None),
        ("src/helpers/new_room/module.py", None),
        ("notebooks/07_new.ipynb", None),
        ("data/reference/new.csv", None),
        ("src/helpers/audit/readers/mail.py", "src/helpers/audit"),
        ("src/helpers/delivery/send_plan.py", "src/helpers/delivery"),
        ("src/helpers/export/mail_message.py", "src/helpers/export/mail_message.py"),
    ],
)
def test_names_fit_whole_files_and_folders_only(path, name):
    assert declared_name(path) == name


@pytest.mark.parametrize(
    ("path", "of_a_unit", "of_a_roll_up"),
    [
        ("src/helpers/narrative/sections.py", True, True),
        ("src/helpers/narrative/unit_comparison.py", False, True),
        ("src/helpers/cli/main.py", False, False),
        ("data/reference/new.csv", True, True),
    ],
)
def test_the_longest_name_decides_and_the_undeclared_counts(path, of_a_unit, of_a_roll_up):
    assert is_report_input(path, is_roll_up=False) is of_a_unit
    assert is_report_input(path, is_roll_up=True) is of_a_roll_up
