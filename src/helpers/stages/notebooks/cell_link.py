"""The parameters cell of the notebook in JupyterLab: what it holds now, and what to write into it.

``window.jupyterapp`` is there where ``baocao lab`` started JupyterLab; elsewhere nothing is
written.
"""

import ast
import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import Any

from anywidget import AnyWidget
from ipywidgets import HTML
from traitlets import Dict, Int, Unicode

from helpers.core.messages import message
from helpers.core.table_words import BAD
from helpers.export.html.panel import NotebookCard
from helpers.stages.parameters import StartParameters

PARAMETERS = "parameters"
"""The tag of the cell, as papermill has it."""
SECONDS = 20
"""A browser that has not answered by then is not waited for: what was ordered is withdrawn."""
Said = Sequence[str | NotebookCard]


class CellLink(AnyWidget):
    """``source`` follows what stands in the cell, saved or not; an order is carried out, or not.

    The script may be loaded late: messages to an ``AnyWidget`` of which that took more than two
    seconds are lost (anywidget 0.11), so orders go by a widget of the core library.
    """

    _esm = Path(__file__).with_name("cell_link.js")
    source = Unicode("").tag(sync=True)
    orders = Unicode("").tag(sync=True)
    taken = Int(0).tag(sync=True)
    done = Dict().tag(sync=True)

    def __init__(self) -> None:
        self.channel = HTML()
        self.count, self.waiting = 0, Timer(0, lambda: None)
        super().__init__(orders=self.channel.model_id)
        self.observe(lambda change: self._answered(change["new"]), names="done")

    @property
    def order(self) -> dict[str, Any]:
        """What the browser is asked to do; empty where nothing is."""
        return json.loads(self.channel.value or "{}")

    def write(
        self, values: Mapping[str, object], *, runs: bool, tell: Callable[[Said], None]
    ) -> Said:
        """Order ``values`` to be written and saved, and all cells to be run if asked to.

        Returns what to say now; ``tell`` says what came of it: written, or a card with the reason.
        """
        self.values, self.tell = dict(values), tell
        text = filled_in(self.source, values)
        if values and not self.source:
            return [self._not_done("none")]
        if not values.items() <= parameters_in(text).items():
            return [self._not_done("unread")]
        self.count += 1
        order = {"before": self.source, "text": text if values else "", "runs": runs}
        self.waiting.cancel()
        self.waiting = Timer(SECONDS, self._withdraw)
        self.waiting.daemon = True
        self.waiting.start()
        self.channel.value = json.dumps({**order, "number": self.count})
        return [message("start.link_ordered")]

    def _withdraw(self) -> None:
        self.channel.value = ""
        self.tell([self._not_done("late")])

    def _answered(self, done: Mapping[str, Any]) -> None:
        if done.get("number") != self.count:
            return
        self.waiting.cancel()
        if problem := done.get("problem"):
            self.tell([self._not_done(problem)])
        else:
            written = [message("start.pick_written"), *lines_of(self.values)]
            self.tell(written if self.values else ())

    def _not_done(self, why: str) -> NotebookCard:
        kind = "written" if self.values else "run"
        reason, step = message(f"start.link_{why}"), message(f"start.link_next_{kind}")
        title = message(f"start.link_not_{kind}")
        return NotebookCard(title, (reason, step, *lines_of(self.values)), tone=BAD)


def lines_of(values: Mapping[str, object]) -> list[str]:
    """The assignments of a cell."""
    return [f"{name} = {json.dumps(v, ensure_ascii=False)}" for name, v in values.items()]


def filled_in(source: str, values: Mapping[str, object]) -> str:
    """A cell with ``values`` behind their names, each on one line; comments stay."""
    for name, line in zip(values, lines_of(values), strict=True):
        pattern = rf"(?m)^{name}[ \t]*(?::[^=\n]+)?=[ \t]*(.*?)(?:  #.*)?$"
        if found := re.search(pattern, source):
            value = line.partition(" = ")[2]
            source = source[: found.start(1)] + value + source[found.end(1) :]
        else:
            source = f"{source}\n{line}"
    return source


def parameters_in(source: str) -> dict[str, object]:
    """The parameters that a cell assigns, as far as it is Python and they are plain values."""
    found: dict[str, object] = {}
    with suppress(SyntaxError, ValueError):
        for line in ast.parse(source).body:
            target = getattr(line, "target", None) or getattr(line, "targets", [None])[0]
            name = getattr(target, "id", "")
            if name in StartParameters.model_fields:
                with suppress(ValueError):
                    found[name] = ast.literal_eval(line.value)  # type: ignore[attr-defined]
    return found


def saved_parameters(notebook: Path) -> dict[str, object]:
    """Those of a notebook's file."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    tagged = (c for c in cells if PARAMETERS in c["metadata"].get("tags", []))
    return parameters_in("".join(next(tagged)["source"]))
