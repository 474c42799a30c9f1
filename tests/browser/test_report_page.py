"""The finished report of the real unit, as a browser has it."""

from __future__ import annotations

import pytest
from screens import DESKTOP, PHONE


@pytest.fixture(scope="module")
def report(finished):
    workspace, _ = finished
    return workspace.root / "reports/2023H1/bach-thong/bao-cao-bach-thong-2023H1.html"


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_nothing_is_asked_of_anybody(report, visit, size):
    with visit(report, size=size) as seen:
        asked = [address for address in seen.requests if not address.startswith("data:")]
        assert (asked, seen.errors) == ([], [])
        assert seen.overflow == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier(report, visit, scheme):
    with visit(report, color_scheme=scheme) as seen:
        assert seen.violations() == []
