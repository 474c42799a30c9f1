"""Progress of a run in a notebook: which stage, how far, since when, how long still.

One output that changes and is gone at the end: the same cell leaves the same outputs.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from html import escape
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Any

from IPython.display import clear_output, display

from helpers.core.messages import message

SECONDS_BETWEEN = 1
MINUTE = 60


class RunProgress(AbstractContextManager["RunProgress"]):
    """Called with a stage, its cells done and its cells in all; shown anew every second.

    ``seconds``: what each stage took the last time; without it nobody knows how long it takes.
    """

    def __init__(
        self,
        stages: Iterable[str],
        seconds: Mapping[str, float],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.stages, self.seconds, self.clock = tuple(stages), seconds, clock
        self.start = self.stage_start = clock()
        self.stage, self.done, self.total = self.stages[0], 0, 1
        self.ended = Event()
        self.thread = Thread(target=self._tick, daemon=True)

    def __enter__(self) -> "RunProgress":
        self.thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.ended.set()
        self.thread.join()
        clear_output(wait=True)

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Remember how far the run is."""
        if stage != self.stage:
            self.stage, self.stage_start = stage, self.clock()
        self.done, self.total = done, total

    def _tick(self) -> None:
        while not self.ended.is_set():
            clear_output(wait=True)
            display(self)
            self.ended.wait(SECONDS_BETWEEN)

    @property
    def remaining(self) -> float | None:
        """Seconds that the run will take still, at the pace of the stages that are done.

        None where no run of before says so, and where a stage takes longer than that.
        """
        number = self.stages.index(self.stage)
        if any(stage not in self.seconds for stage in self.stages):
            return None
        done = sum(self.seconds[stage] for stage in self.stages[:number])
        pace = (self.stage_start - self.start) / done if done else 1
        here = self.seconds[self.stage] * pace - (self.clock() - self.stage_start)
        later = sum(self.seconds[stage] for stage in self.stages[number + 1 :]) * pace
        return here + later if here > 0 else None

    def __repr__(self) -> str:
        """Stage, time so far, time still."""
        words: dict[str, Any] = {
            "number": self.stages.index(self.stage) + 1,
            "count": len(self.stages),
            "stage": message(f"stages.stage_{self.stage}"),
            "time": _duration(self.clock() - self.start),
        }
        if self.remaining is None:
            return message("start.progress", **words)
        return message("start.progress_still", still=_duration(self.remaining), **words)

    def _repr_html_(self) -> str:
        """The same with a bar of the cells."""
        share = (self.stages.index(self.stage) + self.done / self.total) / len(self.stages)
        text = escape(repr(self))
        bar = f'<progress style="width: 30em" value="{share:.2f}" aria-label="{text}"></progress>'
        return f"<p>{text}</p>{bar}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), MINUTE)
    return message("start.minutes" if minutes else "start.seconds", minutes=minutes, rest=rest)
