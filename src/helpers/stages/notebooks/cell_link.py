"""The parameters cell of the notebook in JupyterLab: what it holds now, and what to write into it.

``window.jupyterapp`` is there where ``baocao lab`` started JupyterLab; elsewhere nothing happens.
"""

import ast
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from anywidget import AnyWidget
from traitlets import Dict, Unicode

from helpers.stages.parameters import StartParameters

PARAMETERS = "parameters"
"""The tag of the cell, as papermill has it."""


class CellLink(AnyWidget):
    """``source`` follows what stands in the cell, saved or not; an ``order`` is carried out."""

    _esm = Path(__file__).with_name("cell_link.js")
    source = Unicode("").tag(sync=True)
    order = Dict().tag(sync=True)

    def write(self, values: Mapping[str, object], *, runs: bool) -> None:
        """Write ``values`` behind their names, save the notebook, and run all cells if asked to."""
        shown = {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}
        number = self.order.get("number", 0) + 1
        self.order = {"values": shown, "runs": runs, "number": number}


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
