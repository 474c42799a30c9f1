"""Ethnic groups that labels name, and rows that hold several of them together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from helpers.cleaning.recognition.vocabulary import any_of, group, key
from helpers.core.catalogues.label_words import DimensionMember

DIMENSION = "dân tộc"
# «DT hoa» may be an area of flowers.
_BEFORE = re.compile(
    r"^(?:(?:trong đó|riêng)\s*:?\s*)?(?:(?:dân tộc|đồng bào|người|dt(?!\s+hoa))\s+)*"
)


@dataclass(frozen=True)
class Peoples:
    """The ethnic groups of the catalogue by their spellings; signs and blanks do not count."""

    members: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[DimensionMember]) -> Peoples:
        """The members of the dimension with all their other names."""
        return cls(
            {
                _letters(name): row.member
                for row in rows
                if row.dimension == DIMENSION
                for name in (row.member, *row.aliases)
            }
        )

    def member(self, label: str) -> str:
        """The ethnic group that a label names and nothing else; '' for none."""
        whole = self.members.get(_letters(label))
        return whole or self.members.get(_letters(_BEFORE.sub("", key(label))), "")


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, key(name)))


def names_several(label: str) -> bool:
    """True for a row of several ethnic groups: 'Trong đó: dân tộc thiểu số'."""
    return any_of(group("several_peoples")).search(key(label)) is not None
