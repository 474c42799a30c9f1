"""Failures that a person can act on: a message key and the fields that fill it in."""

from __future__ import annotations

from textwrap import wrap

from helpers.core.messages import message

# JupyterLab breaks longer lines of an error within words.
COLUMNS = 88
WHOLE_WORDS = {"break_long_words": False, "break_on_hyphens": False}


class ReportError(Exception):
    """A failure told to the user by message ``key`` (``topic.name``) filled with ``fields``."""

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key, fields)
        self.key = key
        self.fields = fields

    def __str__(self) -> str:
        return message(self.key, **self.fields)

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in a notebook in place of the calls: the message alone, in lines."""
        told = str(self).splitlines()
        return [line for part in told for line in wrap(part, COLUMNS, **WHOLE_WORDS)]

    def __reduce__(self):
        return (_rebuild, (type(self), self.key, self.fields))


def _rebuild(kind: type[ReportError], key: str, fields: dict[str, object]) -> ReportError:
    return kind(key, **fields)


class CatalogueError(ReportError):
    """A file under data/reference is broken: stop at once."""


class InputError(ReportError):
    """Something received from outside cannot be read: becomes quarantine where work can go on."""


class InternalError(ReportError):
    """The program itself failed: its message says where the details are for its developer."""


class ParameterError(ReportError):
    """A parameter of a command or notebook is unknown, missing or mistyped."""
