"""Blocks of the narrative as HTML; everything that people wrote is escaped."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from helpers.core.messages import topic_messages
from helpers.narrative.blocks import Label, Supplied, cell_runs
from helpers.narrative.facts import Fact
from helpers.narrative.figure_cards import FigureCard

# The only marks that a data: address within single quotes must not hold as they are.
_ESCAPED = str.maketrans({mark: f"%{ord(mark):02X}" for mark in "%#'&\n"})
_TEMPLATES = Path(__file__).with_name("templates")


def render_blocks(blocks: Iterable[object], linked: set[str] | None = None) -> str:
    """HTML of headings, paragraphs, lists, tables and figures, in order.

    ``linked`` are anchors of rows that links in the blocks before lead to; it grows. The first
    link to a row gets an anchor of its own, to which the row leads back.
    """
    linked = set() if linked is None else linked

    def is_first(anchor: str) -> bool:
        seen = anchor in linked
        linked.add(anchor)
        return not seen

    page = _template("blocks.html.j2").render(blocks=list(blocks), linked=linked, is_first=is_first)
    return page.strip() + "\n"


def render_cards(cards: Iterable[FigureCard], linked: set[str], top: str, lang: str) -> str:
    """HTML of the cards; ``linked`` as above, ``top`` is where a card that is closed leads to."""
    words = topic_messages("export", lang)
    fields = {"cards": list(cards), "linked": linked, "top": top, "words": words}
    return _template("cards.html.j2").render(**fields).strip() + "\n"


def svg_address(image: bytes) -> Markup:
    """The picture as a data: address within single quotes, a quarter shorter than in base64."""
    return Markup("data:image/svg+xml;charset=utf-8," + image.decode("utf-8").translate(_ESCAPED))


def svg_source(image: bytes) -> Markup:
    """The same for a list of sources, in which a blank ends an address."""
    return Markup(svg_address(image).replace(" ", "%20"))


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.tests["fact"] = lambda run: isinstance(run, Fact)
    environment.tests["label"] = lambda run: isinstance(run, Label)
    environment.filters["cell_runs"] = cell_runs
    environment.tests["supplied"] = lambda run: isinstance(run, Supplied)
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["svg_address"] = svg_address
    environment.filters["svg_source"] = svg_source
    return environment.get_template(name)
