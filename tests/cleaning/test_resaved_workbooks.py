"""Real workbooks that LibreOffice saved again in other formats give the same tables."""

from __future__ import annotations

import pytest
from generated.resaved import FORMATS, check

from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace

NAMES = ["01_nong_nghiep.xlsx", "11_chuong_trinh_mtqg.xlsx"]
"""Figures, marks of absence, budget lines; heads of two rows; several sheets."""


@pytest.fixture(scope="module")
def changed(tmp_path_factory, program):
    catalogues = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))
    raw = PROJECT_ROOT / "data" / "raw" / "2023H1" / "bach-thong"
    folder = tmp_path_factory.mktemp("resaved")
    return check(raw, NAMES, folder, catalogues, program("soffice"))


@pytest.mark.parametrize("suffix", FORMATS)
def test_another_format_changes_no_row(changed, suffix):
    assert changed[suffix] == []
