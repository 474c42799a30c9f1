"""What people decided about contradictions: ``data/decisions/PERIOD/UNIT.csv``.

A decision names its contradiction by a key and holds the figures of the time: where these have
changed, it is asked again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from helpers.core.catalogues.loading import CatalogueRow, load_entries, unique
from helpers.core.periods import Period
from helpers.core.tables import Record
from helpers.core.text import seen_text, slug
from helpers.core.workspace import Workspace, safe_code
from helpers.indicators.compute import AsStated
from helpers.indicators.disbursement import second_way

RECOMPUTED, STATED, BOTH, ASK_SENDER = "recomputed", "stated", "both", "ask_sender"
CHOICES = (RECOMPUTED, STATED, BOTH, ASK_SENDER)
DECIDED, ASKED, OPEN, CHANGED = "decided", "asked", "open", "changed"
IMPOSSIBLE, NOT_YET = "impossible", "not_yet"
KEPT_BY_COMPUTING = ("formula_", "budget_total_", "sum_of_details")
"""Checks of a total whose stated figure can take the place of the recomputed one."""
ALWAYS_RECOMPUTED = ("stated_", "budget_rate", "sum_of_members")
"""Checks of a rate or change, which stands beside its figures, and of a sum over units."""
OWN_TEXT = "own_text"
"""Check of the finished report's own words: they stand as printed, or the sender is asked."""
WAYS = "budget_ways_"
"""Checks of an amount that is known only by two sums that differ: the chosen one is printed."""
MOST_LETTERS = 5000
"""Of a reason or a name: more is a slip."""
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_LETTERS),
    BeforeValidator(seen_text),
]


def _of_a_person(name: str) -> str:
    if not any(map(str.isalpha, name)):
        raise PydanticCustomError("no_letters", name)
    return name


class Decision(CatalogueRow):
    """What one person decided of one contradiction; ``stated`` and ``computed`` as they were."""

    key: Text
    choice: Literal["recomputed", "stated", "both", "ask_sender"]
    reason: Text
    name: Annotated[Text, AfterValidator(_of_a_person)]
    date: date
    stated: str
    computed: str


@dataclass(frozen=True)
class Settlement:
    """One contradiction and what was decided of it: decided, asked, open, changed, impossible.

    ``not_yet``: decided, but the figures were computed without the decision.
    ``stated`` and ``computed`` are the figures with a decimal point and no other separators.
    """

    key: str
    finding: Record
    stated: str
    computed: str
    decision: Decision | None
    status: str


def decisions_file(workspace: Workspace, period: Period | str, unit: str) -> Path:
    """Where the decisions about a unit's figures are."""
    return workspace.root / "data" / "decisions" / str(period) / f"{safe_code(unit)}.csv"


def load_decisions(path: Path) -> list[Decision]:
    """None without a file. Raises CatalogueError with file, row, column and reason."""
    entries = load_entries([path] if path.exists() else [], Decision)
    return [entry.row for entry in unique(entries, "key")]


def settle(
    findings: Iterable[Record],
    decisions: Iterable[Decision],
    lang: str,
    printed: Iterable[Record] = (),
) -> list[Settlement]:
    """Every contradiction of a findings table in its order, with its decision.

    ``printed``: the rows of the indicators table that a report prints, which must obey it.
    """
    rows = {str(row["indicator"]): row for row in printed}
    graves = (finding for finding in findings if finding["severity"] == "error")
    errors = [finding for finding in graves if finding["verdict"] == "contradiction"]
    count = Counter(map(_short_key, errors))
    known = {decision.key: decision for decision in decisions}
    settlements = []
    for finding in errors:
        short = _short_key(finding)
        key = short if count[short] == 1 else f"{short}:{finding['sheet']}:{finding['cell']}"
        figures = [_plain(finding[name], lang) for name in ("stated", "computed")]
        decision = known.get(key)
        status = _status(finding, figures, decision)
        if status == DECIDED and decision and not _is_obeyed(finding, decision, rows):
            status = NOT_YET
        settlements.append(Settlement(key, finding, figures[0], figures[1], decision, status))
    return settlements


def _short_key(finding: Record) -> str:
    about = finding["indicator"] or slug(str(finding["subject"]))
    return ":".join(filter(None, (str(finding["check"]), str(about), finding["measure"])))


def _plain(text: object, lang: str) -> str:
    """A printed figure as other programs read it."""
    shown = "".join(str(text or "").split()).replace("\u2212", "-")
    thousands, mark = (",", ".") if lang == "en" else (".", ",")
    return shown.replace(thousands, "").replace(mark, ".")


def _status(finding: Record, figures: Sequence[str], decision: Decision | None) -> str:
    if decision is None:
        return OPEN
    then = (decision.stated, decision.computed)
    if any(_value(a) != _value(b) for a, b in zip(then, figures, strict=True)):
        return CHANGED
    if decision.choice == ASK_SENDER:
        return ASKED
    return DECIDED if decision.choice in choices_of(finding) else IMPOSSIBLE


def _is_obeyed(finding: Record, decision: Decision, rows: Mapping[str, Record]) -> bool:
    """False where a total is printed as computed that was to be kept, or the other way round."""
    row = rows.get(str(finding["indicator"]))
    is_total = str(finding["check"]).startswith((*KEPT_BY_COMPUTING, WAYS))
    if row is None or not is_total or decision.choice not in (STATED, RECOMPUTED):
        return True
    amount, stated = row[str(finding["measure"])], _value(decision.stated)
    if not isinstance(stated, Decimal) or amount is None:
        return False
    # Rounded as the decision has it: the table may hold more decimal places.
    is_stated = bool(Decimal(amount).quantize(stated) == stated)
    return is_stated == (decision.choice == STATED)


def _value(text: str) -> Decimal | str:
    """A spreadsheet program may have written a decimal comma."""
    try:
        return Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return text.strip()


def choices_of(finding: Record) -> tuple[str, ...]:
    """The choices that the report can obey.

    Of two statements of one figure neither is recomputed: the report prints both as stated.
    A figure above a limit has no second one.
    """
    check = str(finding["check"])
    if not finding["computed"] or check == OWN_TEXT:
        return STATED, ASK_SENDER
    if check.startswith((*KEPT_BY_COMPUTING, WAYS)):
        return CHOICES
    if check.startswith(ALWAYS_RECOMPUTED):
        return RECOMPUTED, BOTH, ASK_SENDER
    return STATED, BOTH, ASK_SENDER


def kept_as_stated(settlements: Iterable[Settlement]) -> AsStated:
    """The totals that are not to be recomputed, and which of two sums an amount is."""
    kept = set()
    for settlement in settlements:
        finding, decision = settlement.finding, settlement.decision
        if settlement.status != DECIDED or decision is None:
            continue
        about, is_of_ways = figure_key(finding), str(finding["check"]).startswith(WAYS)
        is_total = is_of_ways or str(finding["check"]).startswith(KEPT_BY_COMPUTING)
        if decision.choice == STATED and is_total:
            kept.add(about)
        elif decision.choice == RECOMPUTED and is_of_ways:
            kept.add(second_way(*about))
    return frozenset(kept)


def figure_key(finding: Record) -> tuple[str, str]:
    """Indicator and measure of the figure that a finding is about."""
    return str(finding["indicator"]), str(finding["measure"])


def kept_cells(settlements: Iterable[Settlement]) -> list[tuple[str, str]]:
    """Sheet and cell of the totals that are kept as they are stated."""
    found = list(settlements)
    kept = kept_as_stated(found)
    return [
        (str(s.finding["sheet"]), str(s.finding["cell"]))
        for s in found
        if s.status == DECIDED and figure_key(s.finding) in kept
    ]


def is_draft(settlements: Iterable[Settlement]) -> bool:
    """True while any contradiction lacks a decision that settles it."""
    return any(settlement.status != DECIDED for settlement in settlements)
