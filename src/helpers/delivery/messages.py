"""Mail drafts of a period: one .eml next to each report that is there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.key_indicators import load_key_indicators
from helpers.core.catalogues.loading import KnownCodes
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.catalogues.recipients import Recipient, load_recipients
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.delivery.eligibility import SendEligibility, eligibilities
from helpers.export.mail_message import Draft, MailPicture, compose
from helpers.narrative.blocks import BulletList, Paragraph, Part, text_of
from helpers.narrative.money_in_prose import with_readable_money
from helpers.narrative.phrases import sentence
from helpers.narrative.signer_page import SUMMARY, messages, picture
from helpers.stages.notebooks.report import open_report
from helpers.stages.parameters import ReportParameters
from helpers.stages.set_aside import OutputFolder
from helpers.stages.unit_period import open_unit_period

MOST_MESSAGES = 3
"""Of the signer's page, that a mail begins with."""


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
    """Write a draft for each report to a side that is as it was made.

    An older one is replaced or removed; what a person edited in it is set aside.
    """
    people = recipients_of_period(workspace, period)
    return [
        _write(workspace, period, eligibility, people_of(eligibility, people), lang)
        for eligibility in eligibilities(workspace, period, units, lang)
    ]


def recipients_of_period(workspace: Workspace, period: Period) -> dict[str, list[Recipient]]:
    """Unit key → recipients. Raises CatalogueError."""
    keys = {unit.key for unit in load_catalogues(workspace, period).units.rows}
    known = KnownCodes("units", keys, (workspace.reference("units.csv"),))
    return load_recipients(workspace.reference("recipients.csv"), known)


def people_of(
    eligibility: SendEligibility, people: Mapping[str, Sequence[Recipient]]
) -> list[Recipient]:
    """The recipients of a unit's report to one side."""
    return [r for r in people.get(eligibility.unit, ()) if r.chain == eligibility.code]


def _write(
    workspace: Workspace,
    period: Period,
    eligibility: SendEligibility,
    people: Sequence[Recipient],
    lang: str,
) -> DraftResult:
    unit = eligibility.unit
    stem = message("delivery.file_stem", lang)
    named = eligibility.chain.file(stem, lang) if eligibility.chain else stem
    target = workspace.reports(period, unit) / f"{named}-{unit}-{period}.eml"
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
    """The first messages of the signer's page and its picture, from the report's own tables."""
    unit = eligibility.unit
    unit_period = open_unit_period(
        ReportParameters, workspace=workspace, unit=unit, period=str(period), lang=lang
    )
    report_data = open_report(unit_period).of_chain(eligibility.code).report_data
    known = unit_period.catalogues.known_codes
    keys = load_key_indicators(workspace, period, known, weighted=True)
    clauses = messages(report_data, keys, with_pace=False)
    items = tuple(Paragraph(sentence(runs)) for runs in clauses)
    shown = with_readable_money(Part(SUMMARY, (BulletList(items),)), lang)
    lists = [block for block in shown.blocks if isinstance(block, BulletList)]
    told = [text_of(item.runs) for listed in lists for item in listed.items[:MOST_MESSAGES]]
    pictures = [
        MailPicture(figure.image, figure.title, figure.caption, f"picture@{unit}")
        for figure in picture(report_data)
    ]
    return Draft(
        unit_period.unit.name_vi,
        period.label(lang),
        people,
        told,
        pictures,
        eligibility.attached,
        eligibility.contradictions,
        report_data.outline.about(lang),
        eligibility.chain.name(lang) if eligibility.chain and eligibility.code != ETHNIC else "",
    )
