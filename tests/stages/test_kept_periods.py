"""Tables of an earlier period are made once, and again when anything behind them changes."""

import shutil
from pathlib import Path

import pytest

from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.demo.build import build_demo
from helpers.stages.unit_period import open_unit_period
from helpers.stages.unit_selection import select_units

EARLIER, NOW = Period.parse("2022H1"), Period.parse("2023H1")


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    workspace = Workspace(tmp_path_factory.mktemp("kept") / "province")
    build_demo(workspace.root, units=1, periods=[EARLIER, NOW], fault_rate=0)
    (unit,) = select_units(workspace, NOW, "all")
    made(workspace, unit)
    return workspace.root, unit


@pytest.fixture
def demo(finished: tuple[Path, str], tmp_path: Path) -> tuple[Workspace, str]:
    root, unit = finished
    shutil.copytree(root, tmp_path / "province")
    return Workspace(tmp_path / "province"), unit


def tables(workspace: Workspace, unit: str) -> dict[str, tuple[int, bytes]]:
    """Tables of the earlier period: time of writing, content."""
    folder = workspace.processed(EARLIER, unit)
    return {p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.glob("*.parquet")}


def made(workspace: Workspace, unit: str) -> dict[str, tuple[int, bytes]]:
    """Those tables after a run."""
    opened = open_unit_period(workspace=workspace, unit=unit, period=str(NOW))
    opened.clean_with_history()
    opened.save({"indicators": opened.compute_with_history()})
    return tables(workspace, unit)


def test_nothing_is_made_again_where_nothing_changed(demo: tuple[Workspace, str]) -> None:
    first = tables(*demo)
    assert {"observations.parquet", "indicators.parquet"} <= set(first)
    assert made(*demo) == first


def test_a_changed_workbook_is_read_again(demo: tuple[Workspace, str]) -> None:
    workspace, unit = demo
    before = tables(workspace, unit)
    removed = min(workspace.raw(EARLIER, unit).glob("*.xlsx"))
    removed.unlink()
    after = made(workspace, unit)
    assert after["documents.parquet"][0] != before["documents.parquet"][0]
    assert after["observations.parquet"][1] != before["observations.parquet"][1]


def test_a_changed_or_lost_table_is_made_again(demo: tuple[Workspace, str]) -> None:
    workspace, unit = demo
    before = tables(workspace, unit)
    folder = workspace.processed(EARLIER, unit)
    (folder / "indicators.parquet").unlink()
    (folder / "observations.parquet").write_bytes(b"damaged")
    after = made(workspace, unit)
    assert {name: content for name, (_, content) in after.items()} == {
        name: content for name, (_, content) in before.items()
    }


@pytest.mark.parametrize("content", ["[]", "{", '{"fingerprint": 1}', ""])
def test_a_damaged_record_is_no_record(demo: tuple[Workspace, str], content: str) -> None:
    workspace, unit = demo
    before = tables(workspace, unit)
    record = workspace.processed(EARLIER, unit) / "made_from.json"
    record.write_text(content, encoding="utf-8")
    after = made(workspace, unit)
    assert after["observations.parquet"][0] != before["observations.parquet"][0]
    assert after["observations.parquet"][1] == before["observations.parquet"][1]


def test_a_catalogue_of_the_workspace_counts(demo: tuple[Workspace, str]) -> None:
    workspace, unit = demo
    before = tables(workspace, unit)
    source = Workspace(Path(__file__).resolve().parents[2]).reference("checks.csv")
    target = workspace.root / "data" / "reference" / "checks.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes() + b"\n")
    assert made(workspace, unit)["observations.parquet"][0] != before["observations.parquet"][0]
