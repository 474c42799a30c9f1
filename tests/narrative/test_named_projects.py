"""Projects without money are named by their component, once."""

from __future__ import annotations

from types import SimpleNamespace

from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.narrative.blocks import text_of
from helpers.narrative.programme_section import named_projects


def named_of(period, programme, numbers):
    """The clauses for projects of a programme, by their positions among its projects."""
    catalogues = load_catalogues(Workspace(PROJECT_ROOT), Period.parse(period))
    (root,) = (r for r in catalogues.programmes.roots() if r.programme == programme)
    projects = catalogues.programmes.projects(root)
    data = SimpleNamespace(lang="vi", catalogues=catalogues, texts=lambda *_: [])
    return [text_of(runs) for runs in named_projects([projects[n] for n in numbers], data)]


def test_contents_of_a_component_are_numbers_behind_its_name():
    # Ten contents belong to the first component, five to the second.
    assert named_of("2026H1", "MTQG-2026-2035", (0, 4, 10)) == [
        "Hợp phần 1: nội dung thành phần 01, 05",
        "Hợp phần 2: nội dung thành phần 01",
    ]


def test_projects_right_below_the_programme_are_named_one_by_one():
    assert named_of("2023H1", "MTQG-DTTS-2021-2025", (0, 1)) == ["Dự án 1", "Dự án 2"]
