"""What the in-process kernel relies on beyond the documentation of its libraries."""

import os

import pandas
from nbformat.v4 import new_code_cell

from helpers.batch.engine import _session


def test_pandas_takes_the_shell_for_a_notebooks():
    before = pandas.get_option("display.max_columns")
    cell = new_code_cell(
        "from pandas.io.formats.console import in_ipython_frontend\n"
        "import pandas\n"
        "print(in_ipython_frontend(), pandas.get_option('display.max_columns'))"
    )
    with _session(shows=True) as session:
        session.run(cell)
    assert cell.outputs[0].text.split() == ["True", "20"]
    assert pandas.get_option("display.max_columns") == before


def test_no_variable_of_the_process_asks_other_programs_for_colours(monkeypatch):
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    before = dict(os.environ)
    with _session(shows=True) as session:
        session.run(new_code_cell("1 + 1"))
    assert dict(os.environ) == before
