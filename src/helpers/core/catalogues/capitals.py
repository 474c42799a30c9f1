"""Catalogue of capital: kinds and sources of money, and what each one is the sum of.

A code with a prefix is other money than that of the year: ``carried.investment`` is investment
carried over from earlier years, ``cumulative.investment`` that since the phase began.
"""

from functools import cache
from typing import Literal, get_args

from pydantic import field_validator

from helpers.core.catalogues.loading import NamedRow, load_table
from helpers.core.messages import message
from helpers.core.workspace import PROJECT_REFERENCE

CapitalKind = Literal["investment", "recurrent"]
CAPITALS: tuple[CapitalKind, ...] = get_args(CapitalKind)
"""The kinds of budget money that every report states apart."""
TOTAL = "total"
"""All kinds and sources of capital together."""
BUDGET = "budget"
"""The state budget: central and local."""
CARRIED, CUMULATIVE = "carried", "cumulative"
MONEYS = ("", CARRIED, CUMULATIVE)
"""Whose money: of the year (no prefix), carried over from earlier years, since the phase began."""


class Capital(NamedRow):
    """A kind or source of capital; ``parts``: the ways in which it may be divided."""

    code: str
    parts: tuple[tuple[str, ...], ...]
    name_vi: str
    name_en: str

    @field_validator("parts", mode="before")
    @classmethod
    def _divided(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(tuple(way.split()) for way in value.split("|") if way.split())


@cache
def capitals() -> dict[str, Capital]:
    """All kinds and sources by code, the whole last."""
    rows = load_table(PROJECT_REFERENCE / "capitals.csv", Capital)
    return {row.code: row for row in rows}


@cache
def capital_codes() -> tuple[str, ...]:
    """The codes of all money, with and without prefix."""
    return tuple(qualified(money, code) for money in MONEYS for code in capitals())


def qualified(money: str, code: str) -> str:
    """The code of a kind or source of a money: ``carried.investment``."""
    return f"{money}.{code}" if money else code


def split_capital(capital: str) -> tuple[str, str]:
    """Money and code of a kind or source: ('carried', 'central.investment')."""
    money, _, rest = capital.partition(".")
    return (money, rest) if money in MONEYS else ("", capital)


def kind_of(capital: str) -> str:
    """``investment`` or ``recurrent`` where all of it is of one kind; else empty."""
    last = capital.rpartition(".")[2]
    return last if last in CAPITALS else ""


def capital_name(code: str, lang: str, topic: str, usual: str = "capital") -> str:
    """A kind or source within a sentence, and which money it is of.

    ``topic`` and ``usual``: of the messages for investment, recurrent and the total.
    """
    money, plain = split_capital(code)
    if plain in (*CAPITALS, TOTAL):
        name = message(f"{topic}.{usual}_{plain}", lang)
    else:
        name = capitals()[plain].name(lang)
    return message(f"catalogues.money_{money}", lang, capital=name) if money else name


@cache
def parts_of(code: str) -> tuple[tuple[str, ...], ...]:
    """The ways in which money is divided, with its prefix."""
    money, plain = split_capital(code)
    return tuple(tuple(qualified(money, part) for part in way) for way in capitals()[plain].parts)
