"""The audit reads the units of the workspace whose catalogues are open."""

from __future__ import annotations

import pytest

from helpers.audit.tokens import tokens_of
from helpers.audit.units import unit_at
from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_REFERENCE, PROJECT_ROOT, Workspace

PERIOD = Period.parse("2023H1")


def unit_of(text: str) -> str | None:
    _, *rest = tokens_of(text, None)
    measure, _ = unit_at(rest, 0)
    return measure.unit if measure is not None else None


@pytest.mark.parametrize("name", ["triệu đồng/người/năm", "tr.đ/người/năm", "trđ/người/năm"])
def test_a_unit_of_many_words_is_read_to_its_end(name):
    load_catalogues(Workspace(PROJECT_ROOT), PERIOD)
    assert unit_of(f"80 {name}") == "triệu đồng/người/năm"


def test_unit_that_only_the_workspace_knows_is_read_while_it_is_open(tmp_path):
    project = Workspace(PROJECT_ROOT)
    load_catalogues(project, PERIOD)
    assert unit_of("5 mẫu Bắc Bộ") is None
    own = Workspace(tmp_path).own_reference / "measures.csv"
    own.parent.mkdir(parents=True)
    text = (PROJECT_REFERENCE / "measures.csv").read_text(encoding="utf-8")
    own.write_text(text + "mẫu,area,0.36,mau (3600 m2),,mẫu Bắc Bộ\n", encoding="utf-8")
    load_catalogues(Workspace(tmp_path), PERIOD)
    assert unit_of("5 mẫu Bắc Bộ") == "mẫu"
    load_catalogues(project, PERIOD)
    assert unit_of("5 mẫu Bắc Bộ") is None
