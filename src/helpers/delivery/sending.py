"""Sending: rounds with growing pauses; each step in the ledger before the next one."""

import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from helpers.core.errors import ReportError
from helpers.core.messages import message
from helpers.delivery.connection import Disconnected, ServerRefusal
from helpers.delivery.ledger import ATTEMPT, POSTPONED, REFUSED, SENT, Ledger, LedgerError
from helpers.delivery.replies import Reply, reason_of_reply
from helpers.delivery.send_plan import Letter
from helpers.delivery.transport import Session, Unclear

PAUSES = (5.0, 20.0, 60.0, 180.0)
"""Seconds before each further round: four more chances in less than five minutes."""
UNCLEAR = "unclear"
"""An outcome besides those of the ledger: an attempt without an answer."""


@dataclass(frozen=True)
class DeliveryEvent:
    """What came of one address in one round, or how long until the next round (``pause``).

    ``is_internal``: the program could not make the letter.
    """

    unit: str = ""
    address: str = ""
    outcome: str = ""
    reason: str = ""
    pause: float = 0
    is_internal: bool = False


OnEvent = Callable[[DeliveryEvent], None]


@dataclass
class Delivery:
    """What came of each (unit, address); why it stopped, where it did before its end."""

    outcomes: dict[tuple[str, str], DeliveryEvent] = field(default_factory=dict)
    stopped: str = ""
    interrupted: bool = False

    @property
    def is_internal(self) -> bool:
        """True where the program failed at one letter or more."""
        return any(event.is_internal for event in self.outcomes.values())

    def count(self, outcome: str) -> int:
        """How many addresses ended with ``outcome``."""
        return sum(event.outcome == outcome for event in self.outcomes.values())


def send_letters(
    letters: Sequence[Letter],
    session: Session,
    ledger: Ledger,
    compose: Callable[[Letter], bytes],
    *,
    # Given by tests, which do not wait; hence more than six parameters.
    pauses: Sequence[float] = PAUSES,
    sleep: Callable[[float], None] = time.sleep,
    on_event: OnEvent = lambda event: None,
) -> Delivery:
    """Send what is due. What is refused for the time being is tried again in later rounds.

    One letter's failure never stops the others; an interrupt finishes the letter in hand.
    """
    delivery = Delivery()

    def record(event: DeliveryEvent) -> None:
        delivery.outcomes[event.unit, event.address] = event
        on_event(event)

    pending: dict[str, Sequence[str]]
    pending = {letter.key: letter.due for letter in letters if letter.due}
    by_unit = {letter.key: letter for letter in letters}
    try:
        for pause in (0.0, *pauses):
            if pause:
                on_event(DeliveryEvent(pause=pause))
                sleep(pause)
            pending = _round(by_unit, pending, session, ledger, compose, record)
            if not pending:
                break
    except KeyboardInterrupt:
        delivery.interrupted = True
    except (ServerRefusal, LedgerError) as error:
        delivery.stopped = str(error)
    return delivery


def _round(
    by_unit: dict[str, Letter],
    pending: dict[str, Sequence[str]],
    session: Session,
    ledger: Ledger,
    compose: Callable[[Letter], bytes],
    on_event: OnEvent,
) -> dict[str, Sequence[str]]:
    """One try of every pending letter, as long as there is a server; what is left."""
    left: dict[str, Sequence[str]] = {}
    is_there = True
    for unit, due in pending.items():
        try:
            if is_there:
                session.connect()
        except Disconnected:
            is_there = False
        again: Sequence[str]
        if is_there:
            again = _send(by_unit[unit], due, session, ledger, compose, on_event)
        else:
            again = due
            for address in due:
                on_event(DeliveryEvent(unit, address, POSTPONED, message("delivery.no_connection")))
        if again:
            left[unit] = again
    return left


def _send(
    letter: Letter,
    due: Sequence[str],
    session: Session,
    ledger: Ledger,
    compose: Callable[[Letter], bytes],
    on_event: OnEvent,
) -> tuple[str, ...]:
    """One try of one letter; the addresses that are worth another one."""
    unit, version = letter.key, letter.eligibility.version
    tried: list[str] = []

    def commit(addresses: list[str]) -> None:
        ledger.record(ATTEMPT, letter.unit, version, addresses)
        tried.extend(addresses)

    def all_are(outcome: str, reason: str, addresses: Sequence[str]) -> None:
        for address in addresses:
            on_event(DeliveryEvent(unit, address, outcome, reason))

    try:
        mail = compose(letter)
    except Exception as error:  # whatever one report does, the others go on
        is_internal = not isinstance(error, ReportError)
        reason = message("delivery.not_composed") if is_internal else str(error)
        for address in due:
            on_event(DeliveryEvent(unit, address, REFUSED, reason, is_internal=is_internal))
        return ()
    with _deferred_interrupt():
        try:
            replies = session.deliver(due, mail, commit)
        except Disconnected:
            all_are(POSTPONED, message("delivery.disconnected"), due)
            return tuple(due)
        except Unclear:
            all_are(UNCLEAR, message("delivery.unclear"), tried)
            others = [address for address in due if address not in tried]
            all_are(POSTPONED, message("delivery.disconnected"), others)
            return tuple(others)
        return _record_replies(letter, replies, ledger, on_event)


def _record_replies(
    letter: Letter, replies: dict[str, Reply], ledger: Ledger, on_event: OnEvent
) -> tuple[str, ...]:
    """Write the outcomes down, first of all those that were accepted; the postponed ones."""
    postponed = []
    alike: dict[Reply, list[str]] = {}
    for address, reply in replies.items():
        alike.setdefault(reply, []).append(address)
    for reply, addresses in sorted(alike.items(), key=lambda item: not item[0].is_good):
        outcome = SENT if reply.is_good else POSTPONED if reply.is_temporary else REFUSED
        ledger.record(outcome, letter.unit, letter.eligibility.version, addresses, reply.code)
        reason = "" if reply.is_good else reason_of_reply(reply)
        for address in addresses:
            on_event(DeliveryEvent(letter.key, address, outcome, reason))
        if outcome == POSTPONED:
            postponed += addresses
    return tuple(postponed)


@contextmanager
def _deferred_interrupt() -> Iterator[None]:
    """Hold back a first Ctrl-C until the letter in hand has its outcome; a second one goes on."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []

    def hold(number: int, frame: object) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(number)

    before = signal.signal(signal.SIGINT, hold)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
