"""Blocks of the narrative as HTML; everything that people wrote is escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from helpers.narrative.blocks import Supplied
from helpers.narrative.facts import Fact

_TEMPLATES = Path(__file__).with_name("templates")


def render_blocks(blocks: Iterable[object]) -> str:
    """HTML of headings, paragraphs, lists, tables and figures, in order."""
    return _template().render(blocks=list(blocks)).strip() + "\n"


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.tests["fact"] = lambda run: isinstance(run, Fact)
    environment.tests["supplied"] = lambda run: isinstance(run, Supplied)
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["base64"] = lambda data: b64encode(data).decode("ascii")
    return environment.get_template("blocks.html.j2")
