"""Mail drafts of a period: one .eml next to each report that is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.key_indicators import load_key_indicators
from helpers.core.catalogues.loading import KnownCodes
from helpers.core.catalogues.recipients import Recipient, load_recipients
from helpers.core.formatting import format_number, format_percent, needed_decimals
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.tables import read_table, records_of
from helpers.core.workspace import Workspace
from helpers.delivery.eligibility import SendEligibility, eligibilities
from helpers.export.mail_message import Draft, MailPicture, compose
from helpers.stages.set_aside import OutputFolder

PICTURES = (("changes", None), ("disbursement", None), ("plan", "crops"))
MOST_DECIMALS = 2


@dataclass(frozen=True)
class DraftResult:
    """A draft with what speaks against sending it, or why there is none.

    ``set_aside``: where an older draft went that a person had edited.
    """

    unit: str
    file: str = ""
    recipients: int = 0
    reason: str = ""
    warnings: tuple[str, ...] = ()
    set_aside: str = ""


def write_drafts(
    workspace: Workspace, period: Period, units: Iterable[str], lang: str
) -> list[DraftResult]:
    """Write a draft for each unit whose report is as it was made.

    An older one is replaced or removed; what a person edited in it is set aside.
    """
    people = recipients_of_period(workspace, period)
    return [
        _write(workspace, period, eligibility, people.get(eligibility.unit, ()), lang)
        for eligibility in eligibilities(workspace, period, units, lang)
    ]


def recipients_of_period(workspace: Workspace, period: Period) -> dict[str, list[Recipient]]:
    """Unit key → recipients. Raises CatalogueError."""
    keys = {unit.key for unit in load_catalogues(workspace, period).units.rows}
    known = KnownCodes("units", keys, (workspace.reference("units.csv"),))
    return load_recipients(workspace.reference("recipients.csv"), known)


def _write(
    workspace: Workspace,
    period: Period,
    eligibility: SendEligibility,
    people: Sequence[Recipient],
    lang: str,
) -> DraftResult:
    unit = eligibility.unit
    target = (
        workspace.reports(period, unit)
        / f"{message('delivery.file_stem', lang)}-{unit}-{period}.eml"
    )
    outputs = OutputFolder(workspace, target.parent)
    if eligibility.refusal:
        kept = outputs.remove(target)
        return DraftResult(unit, reason=eligibility.refusal, set_aside=_shown(workspace, kept))
    draft = draft_of(workspace, period, eligibility, people, lang)
    kept = outputs.replace(target, compose(draft, lang))
    return DraftResult(
        unit, workspace.relative(target), len(people),
        warnings=tuple(eligibility.warnings.values()), set_aside=_shown(workspace, kept),
    )  # fmt: skip


def _shown(workspace: Workspace, path: Path | None) -> str:
    return workspace.relative(path) if path else ""


def draft_of(
    workspace: Workspace,
    period: Period,
    eligibility: SendEligibility,
    people: Sequence[Recipient],
    lang: str,
) -> Draft:
    """Key figures and pictures from the tables that the report was made from."""
    unit = eligibility.unit
    known = load_catalogues(workspace, period)
    keys = load_key_indicators(workspace, period, known.known_codes)
    rows: dict[object, dict[str, Any]] = {
        row["indicator"]: row
        for row in records_of(read_table(workspace, unit, period, "indicators"))
    }
    shown_rows = [(key, rows[key.code]) for key in keys if key.code in rows]
    figures = [
        (f"{key.short(lang)} ({row['unit_of_measure']})",
         _number(row["plan"], lang), _number(row["actual"], lang),
         "" if row["pct_plan"] is None else format_percent(row["pct_plan"], lang=lang))
        for key, row in shown_rows
        if row["actual"] is not None
    ]  # fmt: skip
    heads = [message(f"delivery.head_{name}", lang) for name in ("name", "plan", "actual", "share")]
    return Draft(
        known.units.find(unit, period.end).name_vi,
        period.label(lang),
        people,
        heads,
        figures,
        _pictures(workspace, period, unit),
        eligibility.attached,
        eligibility.contradictions,
    )


def _number(value, lang: str) -> str:
    if value is None:
        return ""
    return format_number(value, needed_decimals(value, MOST_DECIMALS), lang=lang)


def _pictures(workspace: Workspace, period: Period, unit: str) -> list[MailPicture]:
    charts = records_of(read_table(workspace, unit, period, "charts"))
    found = []
    for kind, sector in PICTURES:
        pictured = (chart for chart in charts if chart["kind"] == kind and chart["svg"])
        fitting = (chart for chart in pictured if sector in (None, chart["sector"]))
        chart = next(fitting, None)
        if chart is not None:
            cid = f"{kind}@{unit}"
            svg = str(chart["svg"]).encode("utf-8")
            found.append(MailPicture(svg, str(chart["title"]), str(chart["caption"]), cid))
    return found
