"""Messages for people, in Vietnamese and English, from one YAML file per topic."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

import yaml

LANGUAGES = ("vi", "en")
_language: ContextVar[str] = ContextVar("language", default="vi")


def current_language() -> str:
    """Language in which messages are rendered now: ``vi`` or ``en``."""
    return _language.get()


def set_language(lang: str) -> None:
    """Choose the language of messages for this context. Raises ValueError for an unknown one."""
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}")
    _language.set(lang)


@contextmanager
def language(lang: str) -> Iterator[None]:
    """Render messages in ``lang`` within the block."""
    before = current_language()
    set_language(lang)
    try:
        yield
    finally:
        _language.set(before)


def message(key: str, lang: str | None = None, **fields: object) -> str:
    """Text of message ``topic.name`` with its fields filled in. Raises KeyError if unknown."""
    topic, _, name = key.partition(".")
    return topic_messages(topic, lang or current_language())[name].format(**fields)


@cache
def topic_messages(topic: str, lang: str) -> dict[str, str]:
    """All messages of one topic: name → template."""
    text = files(__package__).joinpath(lang, f"{topic}.yml").read_text(encoding="utf-8")
    messages: dict[str, str] = yaml.load(text, Loader=yaml.CSafeLoader) or {}
    return messages
