"""The role of a column or row by the words of its head."""

from collections.abc import Sequence

from helpers.cleaning.readers import Cell
from helpers.cleaning.recognition.context import Context
from helpers.cleaning.recognition.head_levels import read_level
from helpers.cleaning.recognition.head_parts import Head, is_rate, take_apart
from helpers.cleaning.recognition.head_rates import read_rate
from helpers.cleaning.recognition.model import CARRIED, FUND, Evidence
from helpers.cleaning.recognition.roles import PLANS, Role
from helpers.cleaning.recognition.vocabulary import HeadWord, group, key, vocabulary


def role_of(cells: Sequence[Cell], path: tuple[str, ...], context: Context) -> Role:
    """The role that the cells of a head say, with what is open."""
    address = cells[-1].address if cells else ""
    role = Role(path, address)
    head = take_apart(cells, path, context)
    role.unit = head.unit
    role.is_total = head.has("total")
    role.is_carried = head.has("carried")
    role.names = tuple(head.left)
    if head.left and head.has("ratio") and not is_rate(head):
        _read_share(role, head)
    _read_breakdown(role, head, context)
    if role.is_carried or context.carried:
        _read_carried(role, head, context)
    if is_rate(head):
        read_rate(role, head, context)
    else:
        read_level(role, head, context)
    if head.unit:
        role.evidence.append(Evidence("unit", "header", head.unit, address))
    return role


def _read_share(role: Role, head: Head) -> None:
    """A head like 'Hộ nghèo > Tỷ lệ (%)' is an indicator that is a share, no rate of a column."""
    words = [word.words for word in head.words]
    if "%" in words:
        is_inner = "%" in role.path[-1]  # «Nhân khẩu (người) > Tỷ lệ % Khmer»
        role.unit = "%" if is_inner else role.unit or "%"
    share = next((word for word in words if word in group("share_words")), "")
    if share and share not in key(role.name):
        role.names = (*role.names, share.capitalize())


def _read_breakdown(role: Role, head: Head, context: Context) -> None:
    found: dict[str, str] = {}
    funds = head.values("fund")
    levels = head.values("level")
    is_local = "ngân sách địa phương" in funds
    if is_local and levels:
        funds = [vocabulary()["fund_levels"][level] for level in levels]
    if funds:
        found[FUND] = " - ".join(dict.fromkeys(funds))
    for kind, name in head.places:
        found[kind] = name
    for word in head.words:
        if word.gives == "people":
            found["dân tộc"] = word.value
        elif word.gives == "member":
            dimension, _, member = word.value.partition("=")
            found[dimension] = member
        elif word.gives == "gender":
            found["giới"] = word.value
    if len(funds) > 1 and not head.places and len(set(funds)) > 2:
        role.ask("several_funds", "breakdown")
    role.breakdown = tuple(found.items())
    for name, value in found.items():
        role.evidence.append(Evidence("breakdown", "header", f"{name}={value}", role.address))


def inherit_origin(roles: Sequence[Role]) -> None:
    """Where all capital of a table is carried over from one year, what was disbursed is so too."""
    plans = [role for role in roles if role.measure in PLANS]
    origins = {pair for role in plans for pair in role.breakdown if pair[0] == CARRIED}
    if len(origins) != 1 or not all(role.is_carried for role in plans):
        return
    for role in roles:
        if not (role.is_carried or role.names or role.measure == "previous"):
            role.is_carried = True
            role.breakdown = (*origins, *role.breakdown)


def _read_carried(role: Role, head: Head, context: Context) -> None:
    """Money of an earlier year: the year is part of the breakdown, not the period."""
    own = context.own.year
    years = {m.year for m, _ in head.periods if m.kind == "year" and m.year and m.year < own}
    origin = years.pop() if len(years) == 1 else context.carried
    head.periods = [(m, a) for m, a in head.periods if m.kind != "year" or m.year == own]
    role.is_carried = True
    if not head.has("measure", "ratio", "change"):
        head.words.append(HeadWord("measure", "plan", "kéo dài", 0))
    if not origin:
        role.ask("carried_from", "breakdown")
        return
    role.breakdown = ((CARRIED, f"kéo dài từ năm {origin}"), *role.breakdown)
