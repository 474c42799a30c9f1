"""Pages next to the reports: failures and the index of a batch."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.core.messages import topic_messages

_TEMPLATES = Path(__file__).with_name("templates")


def render_page(template: str, lang: str, **fields: object) -> str:
    """A template with the words of topic ``export``; everything that is filled in is escaped."""
    words = topic_messages("export", lang)
    return _environment().get_template(template).render(words=words, lang=lang, **fields)


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(_TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
