"""Widgets that work in JupyterLab only: elsewhere a sentence says what else can be done."""

from collections.abc import Callable
from typing import Any

from ipywidgets import Button, VBox

from helpers.core.messages import message


class LabWidgets:
    """Shows ``box``; as text, the message ``elsewhere``."""

    box: VBox
    elsewhere: str

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle = self.box._repr_mimebundle_(**options)
        data, *metadata = bundle if isinstance(bundle, tuple) else (bundle,)
        data = {**data, "text/plain": message(self.elsewhere)}
        return (data, *metadata) if metadata else data


def button_of(key: str, action: Callable[[], object], width: str) -> Button:
    """A button with the words of a message."""
    button = Button(description=message(key), layout={"width": width})
    button.on_click(lambda _: action())
    return button
