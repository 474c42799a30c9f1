"""Failures that a person can act on: a message key and the fields that fill it in."""

from functools import partial
from textwrap import wrap

from helpers.core.messages import message
from helpers.core.text import short

# JupyterLab breaks longer lines of an error within words.
COLUMNS = 88
LONGEST_FIELD = 500
"""Letters of one field in a message about a parameter."""


class ReportError(Exception):
    """A failure that the user reads as message ``key`` (``topic.name``) filled with ``fields``."""

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key, fields)
        self.key = key
        self.fields = fields

    def __str__(self) -> str:
        return message(self.key, None, **self.fields)

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in a notebook in place of the calls: the message alone, in lines."""
        return [
            line
            for paragraph in str(self).splitlines()
            for line in wrap(paragraph, COLUMNS, break_long_words=False, break_on_hyphens=False)
        ]

    def __reduce__(self) -> tuple[object, ...]:
        return (partial(type(self), self.key, **self.fields), ())


class CatalogueError(ReportError):
    """A file under data/reference is broken: stop at once."""


class InputError(ReportError):
    """Something received from outside cannot be read: becomes quarantine where work can go on."""


class StorageError(InputError):
    """The disk or a folder takes nothing more: what was there before stays."""


class InternalError(ReportError):
    """The program itself failed: its message says where the details are for its developer."""


class ParameterError(ReportError):
    """A parameter of a command or notebook is unknown, missing or mistyped.

    What was typed may be of any length: the message shows its beginning.
    """

    def __str__(self) -> str:
        fields = {
            name: short(value, LONGEST_FIELD) if isinstance(value, str) else value
            for name, value in self.fields.items()
        }
        return message(self.key, None, **fields)
