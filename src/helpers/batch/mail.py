"""Mail drafts of a period: one .eml beside each report that stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers.batch.jobs import read_manifest
from helpers.batch.work import FAILED
from helpers.export.mail import Draft, Picture, compose
from helpers.ground.catalogues import load_catalogues
from helpers.ground.catalogues.key_indicators import load_key_indicators
from helpers.ground.catalogues.recipients import recipients_of
from helpers.ground.formatting import format_number, format_percent
from helpers.ground.messages import say
from helpers.ground.periods import Period
from helpers.ground.tables import read_table, records_of
from helpers.ground.workspace import Workspace, atomic_path
from helpers.narrative.facts import needed_decimals
from helpers.stages.manifest import sha256

PICTURES = (("changes", None), ("disbursement", None), ("plan", "crops"))
ATTACHED = (".html", ".pdf", ".docx")
MOST_DECIMALS = 2


@dataclass(frozen=True)
class Written:
    """A draft, or why there is none."""

    unit: str
    file: str = ""
    recipients: int = 0
    reason: str = ""


def write_drafts(
    workspace: Workspace, period: Period, units: Iterable[str], lang: str
) -> list[Written]:
    """Write a draft for each unit whose report stands as its manifest says."""
    return [_write(workspace, period, unit, lang) for unit in units]


def _write(workspace: Workspace, period: Period, unit: str, lang: str) -> Written:
    manifest = read_manifest(workspace, str(period), unit)
    if manifest is None:
        return Written(unit, reason=say("mail.no_report", lang))
    if manifest.get("outcome") == FAILED:
        return Written(unit, reason=say("mail.failed_report", lang))
    outputs = {workspace.root / name: digest for name, digest in manifest["outputs"].items()}
    files = [path for path in outputs if path.suffix in ATTACHED]
    if not files or any(not p.is_file() or sha256(p) != outputs[p] for p in files):
        return Written(unit, reason=say("mail.changed_report", lang))
    draft = draft_of(workspace, period, unit, lang, files)
    target = workspace.reports(period, unit) / f"{say('mail.file_stem', lang)}-{unit}-{period}.eml"
    with atomic_path(target) as temporary:
        temporary.write_bytes(compose(draft, lang))
    return Written(unit, workspace.relative(target), len(draft.recipients))


def draft_of(
    workspace: Workspace, period: Period, unit: str, lang: str, files: list[Path]
) -> Draft:
    """Key figures and pictures from the unit's tables."""
    known = load_catalogues(workspace, period)
    keys = load_key_indicators(workspace.reference("key_indicators.csv"), set(known.indicators))
    rows = {
        row["indicator"]: row
        for row in records_of(read_table(workspace, unit, period, "indicators"))
    }
    told = [(key, rows[key.code]) for key in keys if key.code in rows]
    figures = [
        (key.short(lang), _number(row["plan"], lang), _number(row["actual"], lang),
         "" if row["pct_plan"] is None else format_percent(row["pct_plan"], lang=lang))
        for key, row in told
        if row["actual"] is not None
    ]  # fmt: skip
    heads = [say(f"mail.head_{name}", lang) for name in ("name", "plan", "actual", "share")]
    return Draft(
        known.units.find(unit, period.end).name_vi,
        period.label(lang),
        recipients_of(workspace.reference("recipients.csv"), unit),
        heads,
        figures,
        _pictures(workspace, period, unit),
        sorted(files, key=lambda path: ATTACHED.index(path.suffix)),
    )


def _number(value, lang: str) -> str:
    if value is None:
        return ""
    return format_number(value, needed_decimals(value, MOST_DECIMALS), lang=lang)


def _pictures(workspace: Workspace, period: Period, unit: str) -> list[Picture]:
    charts = records_of(read_table(workspace, unit, period, "charts"))
    found = []
    for kind, sector in PICTURES:
        drawn = (chart for chart in charts if chart["kind"] == kind and chart["svg"])
        fitting = (chart for chart in drawn if sector in (None, chart["sector"]))
        chart = next(fitting, None)
        if chart is not None:
            cid = f"{kind}@{unit}"
            found.append(Picture(str(chart["svg"]).encode("utf-8"), str(chart["reading"]), cid))
    return found
