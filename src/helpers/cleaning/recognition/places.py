"""Units of place that a line names: another one of the same level, or one below."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpers.cleaning.numbering import numbering_of
from helpers.cleaning.recognition.vocabulary import any_of, group, key, plain, vocabulary
from helpers.core.catalogues.units import Unit

_CUT = re.compile(
    r"[,;:()\n]|\s[-–]\s|\s(?:năm|tháng|quý|đến|6 tháng|06 tháng|9 tháng|12 tháng)(?!\w)",
    re.IGNORECASE,
)

_PERIOD_NAME = re.compile(
    r"^[tq]\d{1,2}(?:[./_-]|$)|(?<!\d)(?:1[0-2]|0?\d)[./_-]20\d\d(?!\d)|^20\d\d$"
)
"""'T5.2026', 'Q2', '05.2026' behind the word for a village: a period, no name."""


def bare_name(unit: Unit) -> str:
    """The folded name of a unit without its kind."""
    name = key(unit.name_vi)
    kind = next((k for k in vocabulary()["unit_kinds"][unit.level] if name.startswith(f"{k} ")), "")
    return name.removeprefix(kind).strip()


def _after_kind(text: str, kinds: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """(kind, rest as written, rest folded) of each place kind with words behind it."""
    composed, folded = plain(text), key(text)
    if len(composed) != len(folded):
        composed = folded
    found = any_of(frozenset(kinds)).finditer(folded)
    return [(m[0], composed[m.end() :].strip(), folded[m.end() :].strip()) for m in found]


def _is_name(written: str) -> bool:
    """True for words that may be the name of a place: with a capital, no common word."""
    first = re.match(r"[\w.]+", written)
    if first is None or not any(map(str.isalpha, first[0])) or not first[0][:1].isupper():
        return False
    return not any(
        key(written).startswith(f"{word} ") or key(written) == word for word in group("no_name")
    )


OWN, SAME_LEVEL, ABOVE = "own", "same level", "above"
"""Whose figures a row or column holds that names a unit."""
_LEVELS = ("province", "district", "commune")
_WHOLE = r"(?:tổng (?:cộng |số )?|cộng |chung )?(?:toàn|cả) "
_FORMER = re.compile(
    r"\s*\(?\s*(?:cũ|trước (?:khi )?(?:sáp nhập|sắp xếp|hợp nhất)|trước đây)\s*\)?\s*$",
    re.IGNORECASE,
)
"""«Xã Mẫu (cũ)» is the unit before a merger, whatever has its name now."""
_RENEWED = re.compile(r"\s+(?:mới|sau (?:khi )?(?:sáp nhập|sắp xếp|hợp nhất)|hiện nay)$")
_NATION = ("quốc", "nước")
_ZONE = re.compile(r"(?:các )?(?:xã )?(?:thuộc )?(?:khu vực|kv) (i{1,3}|[123])")
_ROMAN = {"1": "I", "2": "II", "3": "III"}


def whose(label: str, unit: Unit) -> str:
    """Whose figures a label says by nothing but the name of a unit, or by 'Toàn tỉnh'; '' if not.

    ``OWN``: of the unit; ``SAME_LEVEL``: of another one of its level; ``ABOVE``: of one above.
    """
    if _FORMER.search(key(label)):
        return _whose_former(label, unit)
    text = re.sub(r"\([^()]*\)", " ", key(label)).strip(" :.-+*")
    text = _RENEWED.sub("", text)
    kinds: dict[str, list[str]] = vocabulary()["unit_kinds"]
    below = vocabulary()["places"].get(unit.level, {})
    own = kinds[unit.level]
    above = [k for level in _LEVELS[: _LEVELS.index(unit.level)] for k in kinds[level]]
    if re.fullmatch(_WHOLE + f"(?:{_any_of(own)})", text):
        return OWN
    if re.fullmatch(_WHOLE + f"(?:{_any_of((*above, *_NATION))})", text):
        return ABOVE
    for kind in own:
        if text.startswith(f"{kind} ") and text.removeprefix(kind).strip() == bare_name(unit):
            return OWN
    for kind, written, _ in _after_kind(label, tuple({*own, *above} - {*below})):
        if text.startswith(f"{kind} ") and _is_name(written) and _is_all_name(written):
            return SAME_LEVEL if kind in own else ABOVE
    return ""


def _whose_former(label: str, unit: Unit) -> str:
    """Whose figures a unit before a merger are: never those of the unit that has its name now."""
    bare = _FORMER.sub("", plain(label)).strip(" :.-+*")
    kinds: dict[str, list[str]] = vocabulary()["unit_kinds"]
    is_below = any(
        key(bare).startswith(f"{k} ") for k in vocabulary()["places"].get(unit.level, {})
    )
    is_named = any(key(bare).startswith(f"{kind} ") for kind in kinds[unit.level])
    if is_named and not is_below:
        return SAME_LEVEL
    return whose(bare, unit) if bare and not _FORMER.search(key(bare)) else ""


def _is_all_name(written: str) -> bool:
    """True for 'Mẫu 02', False for 'Quảng Mẫu hỗ trợ': each word has a capital or is a number."""
    return all(not word[0].islower() for word in written.split())


def _is_written_as_name(written: str) -> bool:
    """True for «Đồng Ví Dụ», though «đồng» is a common word: each of a few words has a capital."""
    is_short = 1 < len(written.split()) <= 4
    return is_short and not written.isupper() and _is_all_name(written)


def zone_of(label: str) -> tuple[str, str] | None:
    """The zone of communes that a row is: 'Xã khu vực III' → ('khu vực', 'III')."""
    found = _ZONE.fullmatch(key(label).strip(" :.-+*"))
    return ("khu vực", _ROMAN.get(found[1], found[1].upper())) if found else None


def is_class_of_places(text: str) -> bool:
    """True for «I», «Khu vực III»: what kind of commune it is, in a column beside its name."""
    return numbering_of(text.upper()) is not None or zone_of(text) is not None


def names_kinds_alone(head: str, unit: Unit) -> bool:
    """True for a head whose columns are places: «Chia theo huyện, thành phố»."""
    kinds = any_of(frozenset(vocabulary()["places"].get(unit.level, {})))
    left = any_of(group("before_kinds")).sub(" ", kinds.sub(" ", key(head)))
    return kinds.search(key(head)) is not None and not re.search(r"\w", left)


def place_named(label: str, unit: Unit, heads: Iterable[str]) -> tuple[str, str] | None:
    """The place below that a row names without its kind, in a column headed by that kind."""
    kinds: dict[str, str] = vocabulary()["places"].get(unit.level, {})
    said = {k for head in heads for k in kinds if re.search(rf"(?<!\w){re.escape(k)}(?!\w)", head)}
    name = plain(label)
    if (
        not said
        or not (_is_name(name) or _is_written_as_name(name))
        or len(name.split()) > 5
        or not name.replace(" ", "").isalpha()
    ):
        return None
    kind = min(said)
    return (kinds[kind], f"{kind.capitalize()} {_as_name(name)}" if len(said) == 1 else name)


def names_a_place(text: str) -> bool:
    """True for a line that names any unit of place, or says that it is of a whole one."""
    kinds = {kind for of_level in vocabulary()["unit_kinds"].values() for kind in of_level}
    kinds |= {kind for of_level in vocabulary()["places"].values() for kind in of_level}
    whole = re.search(r"(?<!\w)toàn (?:xã|huyện|tỉnh|quốc)(?!\w)", key(text))
    return whole is not None or any(_is_name(w) for _, w, _ in _after_kind(text, tuple(kinds)))


def names_own(text: str, unit: Unit) -> bool:
    """True for a line that names the unit itself, or says that it is of all of it."""
    kinds = vocabulary()["unit_kinds"][unit.level]
    whole = any_of(frozenset(f"toàn {kind}" for kind in kinds)).search(key(text))
    named = (folded for _, _, folded in _after_kind(text, tuple(kinds)))
    return whole is not None or any(
        re.match(rf"{re.escape(bare_name(unit))}(?![\w.])", folded) for folded in named
    )


def other_unit(text: str, unit: Unit) -> str:
    """Words of a line that name another unit of the same level, or all of a unit above; else ''."""
    if re.search(r"(?<!\w)toàn (?:tỉnh|quốc)(?!\w)", key(text)) and unit.level != "province":
        return text
    bare = bare_name(unit)
    for kind, written, folded in _after_kind(text, vocabulary()["unit_kinds"][unit.level]):
        if kind == "xã" and folded.startswith("hội") and not bare.startswith("hội"):
            continue
        is_own = re.match(rf"{re.escape(bare)}(?![\w.])", folded) is not None
        if not is_own and _is_name(written):
            return f"{kind} {written}"
    return ""


def village_in(text: str, unit: Unit) -> str:
    """Words of a line that name a village with its commune: 'THÔN MẪU, XÃ MẪU 02'; '' for none."""
    if unit.level == "commune" or place_below(text, unit) is None:
        return ""
    for kind, written, folded in _after_kind(text, tuple(vocabulary()["villages"])):
        if re.match(r"(?:số )?\d", folded) or _is_name(written):
            return f"{kind} {written}"
    return ""


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def place_below(text: str, unit: Unit) -> tuple[str, str] | None:
    """The unit below that a text names: ('xã', 'Xã Mẫu 07.1'); None for none or several."""
    kinds: dict[str, str] = vocabulary()["places"].get(unit.level, {})
    if numbered := re.fullmatch(rf"({_any_of(kinds)}) ((?:số )?\d{{1,3}}\w?)", key(text)):
        kind, number = numbered.groups()
        return kinds[kind], f"{kind.capitalize()} {number}"
    found = []
    for kind, written, folded in _after_kind(text, tuple(kinds)):
        name = _CUT.split(written)[0].strip()
        before = key(text)[: -len(f"{kind} {folded}")].split()[-1:]
        if before and before[0] in group("plurals") or _PERIOD_NAME.search(key(name)):
            continue
        is_whole = key(text).startswith(f"{kind} ") and _is_written_as_name(name)
        if (_is_name(name) or is_whole) and len(name.split()) <= 5:
            found.append((kinds[kind], f"{kind.capitalize()} {_as_name(name)}"))
    is_one = found and all(key(found[0][1]).endswith(key(name)) for _, name in found)
    return found[0] if is_one else None


def _as_name(name: str) -> str:
    return name.title() if name.isupper() else name
