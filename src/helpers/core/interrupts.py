"""Ctrl-C at any moment: one that comes while a module is imported waits until that has ended.

Compiled modules, as lxml.html, swallow a KeyboardInterrupt that is raised while they are imported.
"""

import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

STOPPED = "Đã dừng theo yêu cầu (Ctrl-C); chưa làm gì. Stopped as asked; nothing was done yet."
ASK_AGAIN = 0.02
"""Seconds until it is looked again whether the import has ended."""
IMPORTING = "<frozen importlib._bootstrap>"
CAN_WAIT = hasattr(signal, "setitimer")

Answer = Callable[[int, FrameType | None], object]


def stop_before_work(*_: object) -> NoReturn:
    """Say that nothing was done, and leave."""
    if CAN_WAIT:
        signal.setitimer(signal.ITIMER_REAL, 0)
    sys.stderr.buffer.write(f"{STOPPED}\n".encode())
    sys.exit(130)  # as helpers.cli.outcomes has it, which is not imported yet


def interrupts_stop_before_work() -> None:
    """Until ``interrupts_stop_work`` an interrupt ends the program with one sentence."""
    _answer_with(stop_before_work)


def interrupts_stop_work() -> None:
    """From now on an interrupt is a KeyboardInterrupt; one that waits ends the program here."""
    if CAN_WAIT and signal.getitimer(signal.ITIMER_REAL)[0]:
        stop_before_work()
    _answer_with(signal.default_int_handler)


def _answer_with(answer: Answer) -> None:
    if not CAN_WAIT or signal.getsignal(signal.SIGINT) in (signal.SIG_IGN, signal.SIG_DFL):
        return

    def interrupted(number: int, frame: FrameType | None) -> None:
        if _is_importing(frame):
            signal.setitimer(signal.ITIMER_REAL, ASK_AGAIN)
        else:
            answer(number, frame)

    signal.signal(signal.SIGALRM, _ask_again)
    signal.signal(signal.SIGINT, interrupted)


def _ask_again(number: int, frame: FrameType | None) -> None:
    if _is_importing(frame):
        signal.setitimer(signal.ITIMER_REAL, ASK_AGAIN)
    else:
        signal.raise_signal(signal.SIGINT)  # whoever answers interrupts by now


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename == IMPORTING:
            return True
        frame = frame.f_back
    return False
