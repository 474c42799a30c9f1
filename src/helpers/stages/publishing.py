"""From a composed report to files: every format asked for, and the report's facts."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from helpers.audit.gate import require_consistent
from helpers.export.composed_report import ComposedReport
from helpers.export.formats import FORMATS, Format, chosen_formats
from helpers.narrative.blocks import facts_in
from helpers.narrative.facts import facts_json
from helpers.narrative.source_lookup import source_cells_of
from helpers.stages.report_files import FACTS, report_file
from helpers.stages.set_aside import OutputFolder, kept_sentences
from helpers.stages.unit_period import UnitPeriod


def publish(
    unit_period: UnitPeriod, report: ComposedReport, formats: Collection[str]
) -> pd.DataFrame:
    """Write the report in ``formats`` (names), and its facts; file names and sizes in KB.

    An older export in a format that is not asked for is removed, and a mail draft with an older
    report: they must not look current. What a person edited is set aside, and printed.
    Raises ReportError, and leaves what is there, where the finished text contradicts itself.
    """
    workspace, period, unit = unit_period.workspace, unit_period.period, unit_period.unit.key
    outputs = OutputFolder(workspace, workspace.reports(period, unit))
    before = outputs.kept()
    targets = {
        known: report_file(workspace, period, unit, known.suffix, report.head.lang)
        for known in FORMATS
    }
    asked = {known: targets[known] for known in chosen_formats(formats)}
    contents = _contents(unit_period, report, asked)
    outdated = [path for known, path in targets.items() if known not in asked]
    for path in (*outdated, *sorted(outputs.folder.glob("*.eml"))):
        outputs.remove(path)
    contents[outputs.folder / FACTS] = facts_json(facts_in(report.blocks)).encode("utf-8")
    for path, content in contents.items():
        outputs.replace(path, content)
    for sentence in kept_sentences(outputs.kept(but=before)):
        print(sentence)
    sizes = [round(len(content) / 1024, 1) for content in contents.values()]
    return pd.DataFrame({"file": [path.name for path in contents], "size_kb": sizes})


def _contents(
    unit_period: UnitPeriod, report: ComposedReport, targets: dict[Format, Path]
) -> dict[Path, bytes]:
    """What each target will hold, once all are written and none contradicts itself."""
    folder = unit_period.workspace.processed(unit_period.period, unit_period.unit.key)
    with TemporaryDirectory(prefix="_report-", dir=folder) as work:
        drafts = {known: Path(work) / path.name for known, path in targets.items()}
        for known, path in drafts.items():
            known.write(report, path)
        examined = [path for known, path in drafts.items() if known.is_examined]
        require_consistent(
            examined, partial(source_cells_of, blocks=report.blocks), report.head.lang
        )
        return {path: drafts[known].read_bytes() for known, path in targets.items()}
