"""The phrases of charts, from the messages of their topic."""

from helpers.core.messages import message, topic_messages


def phrase(key: str, lang: str, **fields: object) -> str:
    """A phrase of the topic ``charts`` with its fields filled."""
    return message(f"charts.{key}", lang, **fields)


def sector_name(sector: str, lang: str) -> str:
    """The name of a sector; one for all others where a catalogue has a sector without a name."""
    known = topic_messages("charts", lang)
    return known.get(f"sector_{sector}", known["sector_other"])
