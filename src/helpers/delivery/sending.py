"""Sending: rounds with growing pauses; each step in the ledger before the next one."""

import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from helpers.core.errors import ReportError
from helpers.core.groups import grouped
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
    sender = _Sender(by_unit, session, ledger, compose, record)
    try:
        for pause in (0.0, *pauses):
            if pause:
                on_event(DeliveryEvent(pause=pause))
                sleep(pause)
            pending = sender.round(pending)
            if not pending:
                break
    except KeyboardInterrupt:
        delivery.interrupted = True
    except (ServerRefusal, LedgerError) as error:
        delivery.stopped = str(error)
    return delivery


@dataclass(frozen=True)
class _Sender:
    """Tries letters over one session; each step is in the ledger before the next one."""

    by_unit: dict[str, Letter]
    session: Session
    ledger: Ledger
    compose: Callable[[Letter], bytes]
    on_event: OnEvent

    def round(self, pending: dict[str, Sequence[str]]) -> dict[str, Sequence[str]]:
        """One try of every pending letter, as long as there is a server; what is left."""
        left, is_there = {}, True
        for unit, due in pending.items():
            try:
                if is_there:
                    self.session.connect()
            except Disconnected:
                is_there = False
            if is_there:
                left[unit] = self._send(self.by_unit[unit], due)
            else:
                left[unit] = self._end(unit, due, POSTPONED, message("delivery.no_connection"))
        return {unit: again for unit, again in left.items() if again}

    def _end(
        self, unit: str, due: Sequence[str], outcome: str, reason: str, *, is_internal: bool = False
    ) -> Sequence[str]:
        """Say of addresses how the try ended; those that are worth another one."""
        for address in due:
            event = DeliveryEvent(unit, address, outcome, reason, is_internal=is_internal)
            self.on_event(event)
        return due if outcome == POSTPONED else ()

    def _send(self, letter: Letter, due: Sequence[str]) -> Sequence[str]:
        """One try of one letter; the addresses that are worth another one."""
        unit, version = letter.key, letter.eligibility.version
        tried: list[str] = []

        def commit(addresses: list[str]) -> None:
            self.ledger.record(ATTEMPT, letter.unit, version, addresses)
            tried.extend(addresses)

        try:
            mail = self.compose(letter)
        except Exception as error:  # whatever one report does, the others go on
            is_internal = not isinstance(error, ReportError)
            reason = message("delivery.not_composed") if is_internal else str(error)
            return self._end(unit, due, REFUSED, reason, is_internal=is_internal)
        with _deferred_interrupt():
            try:
                return self._record_replies(letter, self.session.deliver(due, mail, commit))
            except (Disconnected, Unclear) as error:
                unclear = tried if isinstance(error, Unclear) else []
                self._end(unit, unclear, UNCLEAR, message("delivery.unclear"))
                others = [address for address in due if address not in unclear]
                return self._end(unit, others, POSTPONED, message("delivery.disconnected"))

    def _record_replies(self, letter: Letter, replies: dict[str, Reply]) -> list[str]:
        """Write the outcomes down, first of all those that were accepted; the postponed ones."""
        postponed: list[str] = []
        alike = grouped((reply, address) for address, reply in replies.items())
        for reply, addresses in sorted(alike.items(), key=lambda item: not item[0].is_good):
            outcome = SENT if reply.is_good else POSTPONED if reply.is_temporary else REFUSED
            version = letter.eligibility.version
            self.ledger.record(outcome, letter.unit, version, addresses, reply.code)
            reason = "" if reply.is_good else reason_of_reply(reply)
            postponed += self._end(letter.key, addresses, outcome, reason)
        return postponed


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
