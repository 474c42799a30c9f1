"""Which capital a column of money is: kind and source, of the year or carried over, or both."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from helpers.cleaning.recognition.answers import merged
from helpers.cleaning.recognition.arithmetic import holds
from helpers.cleaning.recognition.head_roles import inherit_origin
from helpers.cleaning.recognition.model import CARRIED, FUND, Breakdown
from helpers.cleaning.recognition.roles import PLANS, Role
from helpers.cleaning.recognition.table import Line, Table
from helpers.cleaning.recognition.title_funds import SIGN, titled_funds, with_titled
from helpers.cleaning.recognition.vocabulary import (
    any_of,
    begins_with_part,
    group,
    includes,
    is_total,
    key,
    vocabulary,
)
from helpers.core.catalogues import capitals as money

UNKNOWN_ORIGIN = "kéo dài"
BOTH = "năm nay và kéo dài"
"""Members of the dimension ``CARRIED``: of no stated year; money of the year and carried over."""
PAIR = 2


@dataclass(frozen=True)
class Capitals:
    """The capital of the columns of one table of budget lines."""

    table: Table

    @cached_property
    def _titled(self) -> tuple[str, ...]:
        return titled_funds(self.table)

    def settle(self) -> None:
        """Carried money of a programme counts whichever year it is from; where nothing else is
        allocated, what is disbursed is of it too."""
        roles = [line.role for line in self.table.lines]
        for role in roles:
            if role.reasons == ["carried_from"]:
                _answer(role)
                role.breakdown = ((CARRIED, UNKNOWN_ORIGIN), *role.breakdown)
        inherit_origin(roles)
        self._tell_sums_apart()

    def _tell_sums_apart(self) -> None:
        """'Vốn kéo dài | Vốn năm nay | Tổng': the last one is both moneys, not the year's again."""
        alike: dict[tuple[str, str, Breakdown], list[Role]] = defaultdict(list)
        has_carried = any(line.role.is_carried for line in self.table.lines)
        for line in self.table.lines if has_carried else ():
            if line.role.reasons == ["same_meaning"]:
                role = line.role
                alike[role.measure, role.period, role.breakdown].append(role)
        for roles in alike.values():
            if len(roles) == PAIR and sum(role.is_total for role in roles) == 1:
                for role in roles:
                    _answer(role)

    def of(
        self, line: Line, breakdown: Breakdown, is_of_year: bool = False
    ) -> tuple[str, Breakdown]:
        """The code of the money of a figure, and what is left of its breakdown; '' for none.

        ``is_of_year``: its row says that it is money of the year.
        """
        said = dict(breakdown)
        carried = said.pop(CARRIED, "")
        fund = with_titled(said.pop(FUND, ""), self._titled)
        capital = _code_of(fund)
        parts = fund.split(SIGN)
        kinds = [part for part in parts if _code_of(part) in money.CAPITALS]
        if not capital and len(kinds) == 1:  # 'ngân sách tỉnh - vốn đầu tư': none of its own
            capital = _code_of(kinds[0])
            said[FUND] = SIGN.join(part for part in parts if part != kinds[0])
        if not capital or (carried not in ("", BOTH) and not self._has_one_origin()):
            return "", merged(breakdown, ((FUND, fund),) if fund else ())
        may_be_both = not carried and not is_of_year and self.table.context.holds_both
        if may_be_both and not any(other.role.is_carried for other in self.table.lines):
            carried = BOTH
        if carried == BOTH or self._may_hold_both(line, capital):
            return capital, ((CARRIED, BOTH), *said.items())
        return money.qualified(money.CARRIED if carried else "", capital), tuple(said.items())

    def _may_hold_both(self, line: Line, capital: str) -> bool:
        """True for a column that may be money of the year and money carried over together."""
        role = line.role
        if any(map(includes, role.path)):
            return role.is_carried
        if capital != money.TOTAL or role.is_carried:
            return False
        carried = [other for other in self.table.lines if _speaks_of_carried(other.role)]
        is_held = any(o.number == line.number + 1 and _is_part(o.role) for o in carried)
        if role.is_rate and (self._is_rate_of_year(line) or self._names_year(role)):
            return False
        if role.is_rate and len(role.path) == 1:  # beside groups of columns it is of the sum
            return any(_is_part(o.role) or len(o.role.path) > 1 for o in carried)
        upper = next((role.path[:n] for n, text in enumerate(role.path) if is_total(text)), ())
        of_its_own = any(o.role.path[: len(upper)] == upper for o in carried)
        return is_held or (role.is_total and of_its_own)

    def _names_year(self, role: Role) -> bool:
        """True for «% giải ngân vốn năm 2024»: the money of the report's year, and no other."""
        named = re.findall(vocabulary()["year_of_money"], key(" ".join(role.path)))
        return bool(named) and all(str(self.table.context.own.year) in words for words in named)

    def _is_rate_of_year(self, line: Line) -> bool:
        """True for a rate that the numbers show to be of the money of the year alone."""
        own = [
            x
            for x in self.table.lines
            if not (x.role.is_carried or x.role.is_rate or self._may_hold_both(x, money.TOTAL))
        ]
        spent = [x for x in own if x.role.measure == "actual"]
        given = [x for x in own if x.role.measure in PLANS]
        return any(holds(line, "pct_plan", a, b, self.table) for a in spent for b in given)

    def _has_one_origin(self) -> bool:
        """False where money of several earlier years stands apart: none of it is all of it."""
        said = (
            *(x.role.breakdown for x in self.table.lines),
            *(i.breakdown for i in self.table.items),
        )
        pairs = (pair for breakdown in said for pair in breakdown)
        return len({value for name, value in pairs if name == CARRIED} - {BOTH}) == 1


def _speaks_of_carried(role: Role) -> bool:
    pattern = any_of(group("carried_over"))
    return role.is_carried or any(pattern.search(key(text)) for text in role.path)


def _is_part(role: Role) -> bool:
    return bool(role.path) and begins_with_part(role.path[-1])


def with_both_funds(own: Breakdown, more: Breakdown) -> Breakdown:
    """Two breakdowns as one; a source of one and a kind of the other are a fund together."""
    funds = [value for pairs in (own, more) for name, value in pairs if name == FUND]
    both = SIGN.join(dict.fromkeys(part for fund in funds for part in fund.split(SIGN)))
    return merged(merged(own, more), ((FUND, both),) if both else ())


def _answer(role: Role) -> None:
    role.reasons.clear()
    role.asked.clear()


def _code_of(fund: str) -> str:
    """'ngân sách trung ương - vốn đầu tư' → central.investment; '' for what is no capital."""
    if not fund:
        return money.TOTAL
    known: Mapping[str, str] = vocabulary()["capitals"]
    parts = [known.get(part, "") for part in fund.split(SIGN)]
    return next(
        (c for c in (".".join(parts), ".".join(reversed(parts))) if c in money.capitals()), ""
    )
