"""Which indicator a label path means, by the aliases of a form."""

from collections.abc import Mapping
from types import MappingProxyType

from helpers.cleaning.layout import SEPARATOR
from helpers.core.text import fold


class LabelResolver:
    """The labels that a form knows: paths with a meaning, groups, and labels of several groups."""

    def __init__(
        self,
        form: str,
        aliases: Mapping[tuple[str, str], str],
        names: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """``names``: folded names of indicators, which need no alias."""
        self._names = names
        self._codes = {label: code for (owner, label), code in aliases.items() if owner == form}
        self._groups: set[str] = set()
        meanings: dict[str, set[str]] = {}
        for label, code in self._codes.items():
            *outer, last = label.split(SEPARATOR)
            self._groups.update(SEPARATOR.join(outer[: n + 1]) for n in range(len(outer)))
            self._groups.update(outer)
            meanings.setdefault(last, set()).add(code)
        self._ambiguous = {label for label, codes in meanings.items() if len(codes) > 1}

    def code_of(self, path: tuple[str, ...]) -> str | None:
        """Code of the indicator of ('Group', 'Label') or ('Label',); None if no alias knows it.

        A label alone may also be the whole name of an indicator.
        """
        label = fold(SEPARATOR.join(path))
        return self._codes.get(label) or (self._names.get(label) if len(path) == 1 else None)

    def is_group(self, label: str) -> bool:
        """True where aliases name labels below this one."""
        return fold(label) in self._groups

    def is_ambiguous(self, label: str) -> bool:
        """True where a label has several meanings, by the group above it."""
        return fold(label) in self._ambiguous

    @property
    def groups(self) -> frozenset[str]:
        """Labels of all groups, folded."""
        return frozenset(self._groups)

    def labels_of(self, code: str) -> list[str]:
        """Label paths of an indicator, folded."""
        return [label for label, known in self._codes.items() if known == code]


NO_LABELS = LabelResolver("", {})
"""For tables whose labels another resolver knows: only numbers and indents make the tree."""
