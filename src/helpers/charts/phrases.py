"""The phrases of charts, from the messages of their topic."""

from __future__ import annotations

from helpers.core.messages import message


def phrase(key: str, lang: str, **fields: object) -> str:
    """A phrase of the topic ``charts`` with its fields filled."""
    return message(f"charts.{key}", lang, **fields)
