"""What would be sent to whom, and why the rest would not."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from helpers.core.catalogues.packs import ETHNIC
from helpers.core.errors import InputError, ParameterError
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.delivery.eligibility import WARNINGS, SendEligibility, eligibilities
from helpers.delivery.ledger import ATTEMPT, SENT, Ledger
from helpers.delivery.messages import draft_of, people_of, recipients_of_period
from helpers.export.mail_message import Draft, Sender, compose_letter


@dataclass(frozen=True)
class PlanOptions:
    """``allow``: warnings despite which a mail goes out; ``retry_unclear``: send again what may
    have arrived."""

    allow: Collection[str] = ()
    retry_unclear: bool = False


@dataclass(frozen=True)
class Letter:
    """One unit's mail: ``due`` are the addresses that it would go to now.

    ``sent`` have this version, ``unclear`` may have it; ``refusal``: why nothing is due.
    """

    eligibility: SendEligibility
    draft: Draft | None = None
    refusal: str = ""
    due: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """The unit's key."""
        return self.eligibility.unit

    @property
    def key(self) -> str:
        """The unit's key, with the side where that is another than the ethnic one."""
        side = self.eligibility.code
        return self.unit if side == ETHNIC else f"{self.unit} ({side})"

    @property
    def is_undelivered(self) -> bool:
        """True where somebody waits for this mail and will not get it now."""
        return bool(self.refusal or set(self.unclear) - set(self.due))


def allowed_warnings(text: str) -> set[str]:
    """The warnings of ``--allow``, ``a,b``. Raises ParameterError for an unknown one."""
    names = {name.strip() for name in text.split(",") if name.strip()}
    for name in sorted(names - set(WARNINGS)):
        raise ParameterError("delivery.unknown_warning", name=name, known=", ".join(WARNINGS))
    return names


def plan_letters(
    workspace: Workspace,
    period: Period,
    units: Iterable[str],
    ledger: Ledger,
    *,
    lang: str,
    options: PlanOptions | None = None,
) -> list[Letter]:
    """A letter per unit, due to those who do not have this version yet. Nothing is sent."""
    options = options or PlanOptions()
    people = recipients_of_period(workspace, period)
    letters = []
    for eligibility in eligibilities(workspace, period, units, lang):
        found = people_of(eligibility, people)
        reasons = [text for kind, text in eligibility.warnings.items() if kind not in options.allow]
        if not found:
            reasons.append(message("delivery.nobody", lang))
        if eligibility.refusal or reasons:
            letters.append(Letter(eligibility, refusal=eligibility.refusal or "; ".join(reasons)))
            continue
        last = {r.address: ledger.last(r.address, eligibility.version) for r in found}
        sent = tuple(address for address, event in last.items() if event == SENT)
        unclear = tuple(address for address, event in last.items() if event == ATTEMPT)
        kept_back = {*sent, *(() if options.retry_unclear else unclear)}
        due = tuple(address for address in last if address not in kept_back)
        draft = draft_of(workspace, period, eligibility, found, lang)
        letters.append(Letter(eligibility, draft, "", due, sent, unclear))
    return letters


def letter_bytes(letter: Letter, sender: Sender, lang: str) -> bytes:
    """The mail as it goes out now. Raises InputError where the report changed since the plan."""
    if letter.draft is None or not letter.eligibility.is_unchanged():
        raise InputError("delivery.changed_report")
    return compose_letter(letter.draft, lang, sender, datetime.now().astimezone())
