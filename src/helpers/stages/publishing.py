"""From a composed report to files: report and dossier in the formats asked for, and the facts."""

from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from helpers.audit.gate import OwnContradiction, own_contradictions, require_same_text
from helpers.checks.decisions import kept_cells
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.errors import InputError
from helpers.core.messages import message
from helpers.export.composed_report import ComposedReport
from helpers.export.formats import FORMATS, Format, chosen_formats, dossier_formats, summary_formats
from helpers.export.rendered_part import SECTION
from helpers.narrative.blocks import facts_in
from helpers.narrative.facts import facts_json
from helpers.narrative.source_lookup import source_cells_of
from helpers.stages.own_contradictions import keep_own_contradictions
from helpers.stages.report_files import (
    FACTS,
    dossier_file,
    file_of_chain,
    stays_here,
    summary_of_chain,
)
from helpers.stages.running import DRAFTS, outside_of_runs
from helpers.stages.set_aside import OutputFolder, kept_sentences
from helpers.stages.unit_period import UnitPeriod

Reports = Mapping[str, ComposedReport]
"""The report to each side; the one to the ethnic side has the dossier of all."""
Targets = dict[tuple[ComposedReport, Format], Path]
"""Product and format → the file that they become."""


def publish(
    unit_period: UnitPeriod, compose: Callable[[], Reports], formats: Collection[str]
) -> pd.DataFrame:
    """Write reports in ``formats`` (names), dossier and facts; file names and sizes in KB.

    ``compose`` makes the reports with the findings as they are stored. Contradictions of the
    finished text are added to these, and the reports composed once more: as drafts until somebody
    has decided. An older export in a format that is not asked for is removed, and a mail draft
    with an older report: they must not look current. What a person edited is set aside, and
    printed. Raises ReportError, and leaves what is there, where a report has no section, two of
    its files state different things or another run holds the unit.
    """
    reports = compose()
    if not all(any(part.has_kind(SECTION) for part in r.parts) for r in reports.values()):
        raise InputError("stages.nothing_to_publish")
    with outside_of_runs(unit_period.workspace, unit_period.period, unit_period.unit.key):
        return _publish(unit_period, reports, compose, formats)


def _publish(
    unit_period: UnitPeriod,
    reports: Reports,
    compose: Callable[[], Reports],
    formats: Collection[str],
) -> pd.DataFrame:
    workspace, unit = unit_period.workspace, unit_period.unit.key
    outputs = OutputFolder(workspace, workspace.reports(unit_period.period, unit))
    before = outputs.kept()
    unit_period.take_decisions()  # before the workbook that they were filled in is replaced
    targets, outdated = _targets(unit_period, reports, formats)
    contents, found = _contents(unit_period, reports, targets)
    if keep_own_contradictions(unit_period, found):
        reports = compose()
        targets, outdated = _targets(unit_period, reports, formats)
        contents, _ = _contents(unit_period, reports, targets)
    for path in (*outdated, *sorted(outputs.folder.glob("*.eml"))):
        outputs.remove(path)
    contents[outputs.folder / FACTS] = facts_json(facts_in(_blocks(reports))).encode("utf-8")
    for path, content in contents.items():
        outputs.replace(path, content)
    for sentence in kept_sentences(outputs.kept(but=before)):
        print(sentence)
    sizes = [round(len(content) / 1024, 1) for content in contents.values()]
    return pd.DataFrame({"file": [path.name for path in contents], "size_kb": sizes})


def _blocks(reports: Reports) -> list[object]:
    return [block for report in reports.values() for block in report.blocks]


def _targets(
    unit_period: UnitPeriod, reports: Reports, formats: Collection[str]
) -> tuple[Targets, list[Path]]:
    """The files to write, the reports' first, and those of formats that are not asked for.

    Of sides that are not asked for either.
    """
    report, targets, outdated = reports[ETHNIC], {}, []
    chains = unit_period.report_parameters.chains or list(reports)
    seen = file_of_chain(chains[0])
    lang = report.head.lang
    key = (unit_period.workspace, unit_period.period, unit_period.unit.key)
    title = message("export.dossier_kind", lang)
    products = (
        *(
            (each.outgoing(dossier_file(*key, ".html", lang).name), file_of_chain(chain),
             chosen_formats if chain in chains else lambda _: [])
            for chain, each in reports.items()
        ),
        *(
            (each.summary(kind=message("export.summary_kind", lang)), summary_of_chain(chain),
             summary_formats if chain in chains else lambda _: [])
            for chain, each in reports.items()
        ),
        (report.dossier(seen(*key, ".html", lang).name, kind=title), dossier_file,
         dossier_formats),
    )  # fmt: skip
    for product, file_of, chosen in products:
        asked = chosen(formats)
        for known in FORMATS:
            path = file_of(*key, known.suffix, lang)
            if known in asked:
                targets[product, known] = path
            else:
                outdated.append(path)
    return targets, outdated


def _contents(
    unit_period: UnitPeriod, reports: Reports, targets: Targets
) -> tuple[dict[Path, bytes], list[OwnContradiction]]:
    """What each target will hold, and where the reports contradict themselves.

    The dossier shows contradictions of the sources: it is not examined.
    """
    lang = unit_period.parameters.lang
    folder = unit_period.workspace.processed(unit_period.period, unit_period.unit.key)
    with TemporaryDirectory(prefix=DRAFTS, dir=folder) as work, ExitStack() as writers:
        drafts = {path: Path(work) / path.name for path in targets.values()}
        finish = _begin(targets, drafts, writers)
        kept = kept_cells(unit_period.settlements(unit_period.read("findings")))
        find_cells = partial(source_cells_of, blocks=_blocks(reports))
        examined: dict[ComposedReport, list[Path]] = {}
        for (product, known), path in targets.items():
            if known.is_examined and not stays_here(path):
                examined.setdefault(product, []).append(drafts[path])
        found: list[OwnContradiction] = []
        beside = {drafts[path] for (_, known), path in targets.items() if known.is_beside}
        for first, *_ in examined.values():
            if first in beside:
                finish()
            found += own_contradictions(first, find_cells, lang, kept)
        finish()
        for first, *others in examined.values():
            require_same_text(first, others)
        return {path: draft.read_bytes() for path, draft in drafts.items()}, found


def _begin(targets: Targets, drafts: Mapping[Path, Path], writers: ExitStack) -> Callable[[], None]:
    """Write the drafts, those of other processes first; what is returned waits for these."""
    waits = []
    for known in sorted(FORMATS, key=lambda known: not known.is_beside):
        products = {drafts[path]: own for (own, each), path in targets.items() if each is known}
        if products:
            waits.append(writers.enter_context(known.begin(products)))

    @cache
    def finish() -> None:
        for wait in waits:
            wait()

    return finish
