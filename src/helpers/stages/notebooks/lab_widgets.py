"""Widgets that work in JupyterLab only: elsewhere a sentence says what else can be done."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from ipywidgets import HTML, Button, Output, Text, VBox

from helpers.core.errors import ReportError
from helpers.core.messages import message
from helpers.export.html.panel import NotebookCard
from helpers.stages.desk_errors import card_of

Said = Sequence[str | NotebookCard]
"""Sentences, and cards without links: in a widget they would lead elsewhere."""
Action = Callable[[], Said | None]
"""What a button does; what it comes to."""
STYLE = {"description_width": "11em"}
LAYOUT = {"width": "48em", "max_width": "98%"}


class LabWidgets:
    """Shows ``box``; as text ``elsewhere``."""

    box: VBox
    elsewhere: str

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle = self.box._repr_mimebundle_(**options)
        data, *metadata = bundle if isinstance(bundle, tuple) else (bundle,)
        data = {**data, "text/plain": self.elsewhere}
        return (data, *metadata) if metadata else data


class LabForm(LabWidgets):
    """Widgets with one name for all of them."""

    def __init__(self, who: str) -> None:
        self.who = Text(description=message(who), style=STYLE, layout=LAYOUT)

    @property
    def has_name(self) -> bool:
        """Whether somebody wrote who answers."""
        return any(map(str.isalpha, self.who.value))

    @property
    def name(self) -> str:
        """Who answers, without needless blanks."""
        return " ".join(self.who.value.split())


def say(report: HTML, action: Action) -> None:
    """Do what a button or field is for and say what came of it, also where it failed."""
    said: Said | None
    try:
        said = action()
    except ReportError as error:
        said = [str(error)]
    except Exception as error:  # would be lost: no cell is running
        said = [replace(card_of(error), links=())]
    if said is not None:  # what was said before stays where there is nothing new
        tell(report, said)


def tell(report: HTML, said: Said) -> None:
    """Say it in place of what was said before."""
    report.value = "".join(
        f"<p role='status'>{escape(one)}</p>" if isinstance(one, str) else one._repr_html_()
        for one in said
    )


def button_of(key: str, action: Action, report: HTML, width: str = "auto") -> Button:
    """A button with the words of a message; what came of pressing it is said in ``report``."""
    layout = {"width": width, "align_self": "flex-start"}
    button = Button(description=message(key), layout=layout)
    button.on_click(lambda _: say(report, action))
    return button


def shown(content: Any) -> Output:
    """A panel or card among widgets: its links lead where they lead in an output of a cell."""
    return Output(outputs=outputs_of(content))


def outputs_of(content: Any) -> tuple[dict[str, Any], ...]:
    """What an ``Output`` holds to show a panel or card."""
    data = {"text/html": content._repr_html_(), "text/plain": repr(content)}
    return ({"output_type": "display_data", "data": data, "metadata": {}},)
