"""Units of place that a line names: another one of the same level, or one below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

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


NAME, COMMON, DOUBTFUL = "name", "common", "doubtful"
"""What words behind a kind of place may be; in capitals «XÃ VIÊN AN» may be either."""


def _standing(kind: str, written: str) -> str:
    """Whether words behind the kind of a place are its name: with a capital, no common word.

    «Ước Đông» is one, as each of its words has a capital; «ƯỚC THỰC HIỆN» may be anything.
    """
    first = re.match(r"[\w.]+", written)
    if first is None or not any(map(str.isalpha, first[0])) or not first[0][:1].isupper():
        return COMMON
    name = _CUT.split(written)[0].strip()
    folded = key(name)
    kinds = _every_kind()
    is_compound = _begins(folded, _of_kind("compounds", kind))
    if is_compound or folded in _of_kind("compounds_alone", kind) or set(folded.split()) <= kinds:
        return COMMON
    if sum(map(str.istitle, name.split())) > 1 and _is_all_name(name):
        return NAME
    if _begins(folded, group("no_name")) or folded in group("no_name_alone"):
        return COMMON
    may_be_common = kinds | group("doubtful_names")
    return DOUBTFUL if name.isupper() and _begins(folded, may_be_common) else NAME


def _is_name(kind: str, written: str) -> bool:
    return _standing(kind, written) == NAME


def _begins(folded: str, words: Iterable[str]) -> bool:
    return any(folded == word or folded.startswith(f"{word} ") for word in words)


def _of_kind(words: str, kind: str) -> frozenset[str]:
    return group(words, kind) if kind in vocabulary()[words] else frozenset()


@cache
def _every_kind() -> frozenset[str]:
    of_levels = (*vocabulary()["places"].values(), *vocabulary()["unit_kinds"].values())
    return frozenset(kind for kinds in of_levels for kind in kinds)


_BEFORE_SUPERIOR = re.compile(r"\s*(?:[(,]|\s[-–]\s|(?<!\w)thuộc(?!\w))\s*", re.IGNORECASE)
"""What stands between a place and the unit above it: «(H. Mẫu)», «thuộc huyện Mẫu»."""

SCOPE = "phạm vi"
"""The dimension of sums of some of the places: «Cộng 5 xã»."""
ZONE = "khu vực"
"""The dimension of zones of communes."""
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
    begins_below = text.startswith(tuple(f"{kind} " for kind in below))
    if begins_below and other_superior(label, unit):
        return SAME_LEVEL
    if re.fullmatch(_WHOLE + f"(?:{_any_of(own)})", text):
        return OWN
    if re.fullmatch(_WHOLE + f"(?:{_any_of((*above, *_NATION))})", text):
        return ABOVE
    for kind in own:
        if text.startswith(f"{kind} ") and text.removeprefix(kind).strip() == bare_name(unit):
            return OWN
    for kind, written, _ in _after_kind(label, tuple({*own, *above} - {*below})):
        if text.startswith(f"{kind} ") and _is_name(kind, written) and _is_all_name(written):
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


def zone_of(label: str) -> tuple[str, str] | None:
    """The zone of communes that a row is: 'Xã khu vực III' → ('khu vực', 'III')."""
    found = _ZONE.fullmatch(key(label).strip(" :.-+*"))
    return (ZONE, _ROMAN.get(found[1], found[1].upper())) if found else None


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
    kinds = {**_villages(unit), **vocabulary()["places"].get(unit.level, {})}
    said = _kinds_said(heads, kinds)
    name = plain(label)
    has_kind = any(key(name).startswith(f"{kind} ") for kind in vocabulary()["villages"])
    if (
        len({kinds[kind] for kind in said}) != 1
        or has_kind
        or says_whole(name)
        or not _is_name(said[0], name)
        or len(name.split()) > 5
        or not name.replace(" ", "").isalpha()
    ):
        return None
    kind = said[0]
    return (kinds[kind], f"{_in_full(kind)} {_as_name(name)}" if len(said) == 1 else name)


def _villages(unit: Unit) -> dict[str, str]:
    """Kinds of places below the communes of a unit: 'thôn', 'ấp'."""
    return {} if unit.level == "commune" else vocabulary()["places"]["commune"]


def _kinds_said(heads: Iterable[str], kinds: Iterable[str]) -> list[str]:
    every = tuple(heads)
    return [k for k in kinds if any(re.search(rf"(?<!\w){re.escape(k)}(?!\w)", h) for h in every)]


def village_named(label: str, unit: Unit, heads: Iterable[str] = ()) -> tuple[str, str] | None:
    """The village that a row of a unit above the communes names: ('thôn', 'Thôn Mẫu').

    «Bản Mẫu» may be the name of a commune: it is a village below a head that says so.
    """
    kinds = _villages(unit)
    own = {*vocabulary()["villages"], *_kinds_said(heads, kinds)} & kinds.keys()
    for kind, written, folded in _after_kind(label, tuple(own)):
        name = _CUT.split(written)[0].strip()
        is_first = key(label).lstrip(" -+*.") == f"{kind} {folded}"
        if is_first and (_is_name(kind, name) or re.match(r"(?:số )?\d{1,3}(?![\d.,])", folded)):
            return kinds[kind], f"{_in_full(kind)} {_as_name(name)}"
    return None


def names_a_place(text: str) -> bool:
    """True for a line that names any unit of place, or says that it is of a whole one."""
    kinds = {kind for of_level in vocabulary()["unit_kinds"].values() for kind in of_level}
    kinds |= {kind for of_level in vocabulary()["places"].values() for kind in of_level}
    whole = re.search(r"(?<!\w)toàn (?:xã|huyện|tỉnh|quốc)(?!\w)", key(text))
    return whole is not None or any(_is_name(k, w) for k, w, _ in _after_kind(text, tuple(kinds)))


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
    kinds = vocabulary()["unit_kinds"][unit.level]
    short = vocabulary()["short_unit_kinds"].get(unit.level, [])
    for kind, written, folded in _after_kind(text, (*kinds, *short)):
        if kind == "xã" and folded.startswith("hội") and not bare.startswith("hội"):
            continue
        is_own = re.match(rf"{re.escape(bare)}(?![\w.])", folded) is not None
        is_alike = folded.split()[:1] == bare.split()[:1] and written[:1].isupper()
        if not is_own and (is_alike or _standing(kind, written) != COMMON):
            return f"{kind} {written}"
    return ""


def before_superiors(text: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind each mark that may part a place from the unit above it."""
    for found in _BEFORE_SUPERIOR.finditer(text):
        yield text[: found.start()], text[found.end() :]


def level_above(name: str, unit: Unit) -> bool:
    """True for a name whose kind is of levels above that of a unit alone: «tỉnh», no «thành phố»
    for a district."""
    kinds = vocabulary()["unit_kinds"]
    at = _LEVELS.index(unit.level)
    above = {kind for level in _LEVELS[:at] for kind in kinds[level]}
    other = {*kinds[unit.level], *vocabulary()["places"].get(unit.level, {})}
    return key(name).startswith(tuple(f"{kind} " for kind in above - other))


def names_own_or_below(text: str, unit: Unit) -> bool:
    """True for a text that names the unit, or a place below it."""
    return names_own(text, unit) or place_below(text, unit) is not None


def other_superior(text: str, unit: Unit) -> str:
    """Words by which the place that a text begins with is in another unit: «Xã Mẫu (H. Khác)»."""
    below = tuple(f"{kind} " for kind in vocabulary()["places"].get(unit.level, {}))
    for before, behind in before_superiors(plain(text)):
        if key(behind).startswith(below) or not place_below(before, unit):
            continue
        if other := other_unit(behind, unit):
            return other
    return ""


def village_in(text: str, unit: Unit) -> str:
    """Words of a line that name a village with its commune: 'THÔN MẪU, XÃ MẪU 02'; '' for none."""
    if unit.level == "commune" or place_below(text, unit) is None:
        return ""
    for kind, written, folded in _after_kind(text, tuple(vocabulary()["villages"])):
        if re.match(r"(?:số )?\d", folded) or _is_name(kind, written):
            return f"{kind} {written}"
    return ""


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def place_below(text: str, unit: Unit) -> tuple[str, str] | None:
    """The unit below that a text names: ('xã', 'Xã Mẫu 07.1'); None for none or several."""
    kinds: dict[str, str] = vocabulary()["places"].get(unit.level, {})
    if numbered := re.fullmatch(rf"({_any_of(kinds)}) ((?:số )?\d{{1,3}}\w?)", key(text)):
        kind, number = numbered.groups()
        return kinds[kind], f"{_in_full(kind)} {number}"
    found = []
    for kind, written, folded in _after_kind(text, tuple(kinds)):
        name = _CUT.split(written)[0].strip()
        before = key(text)[: -len(f"{kind} {folded}")].split()[-1:]
        if before and before[0] in group("plurals") or _PERIOD_NAME.search(key(name)):
            continue
        if _is_name(kind, name) and len(name.split()) <= 5:
            found.append((kinds[kind], f"{_in_full(kind)} {_as_name(name)}"))
    is_one = found and all(key(found[0][1]).endswith(key(name)) for _, name in found)
    return found[0] if is_one else None


def doubtful_place(text: str, unit: Unit) -> bool:
    """True for a line in capitals that may name a place below, or speak of something else."""
    named = _after_kind(text, tuple(vocabulary()["places"].get(unit.level, {})))
    return any(_standing(kind, written) == DOUBTFUL for kind, written, _ in named)


def _in_full(kind: str) -> str:
    return str(vocabulary()["kinds_in_full"].get(kind, kind)).capitalize()


def is_place(dimension: str) -> bool:
    """True for a dimension of places: 'xã', 'thôn'."""
    return any(dimension in kinds.values() for kinds in vocabulary()["places"].values())


def place_in_full(name: str) -> str:
    """The name of a place with its kind written out: 'Tt. Mẫu' → 'Thị trấn Mẫu'."""
    kinds = sorted(vocabulary()["kinds_in_full"], key=len, reverse=True)
    kind = next((k for k in kinds if key(name).startswith(f"{k} ")), "")
    return f"{_in_full(kind)} {plain(name)[len(kind) + 1 :]}" if kind else name


def without_kind(name: str) -> str:
    """The folded name of a place without its kind."""
    bare = key(place_in_full(name))
    kind = max((k for k in _every_kind() if bare.startswith(f"{k} ")), key=len, default="")
    return bare.removeprefix(kind).strip()


def former_unit(label: str, unit: Unit) -> tuple[str, str] | None:
    """The unit of the level of the report that was merged into it: «Xã Mẫu (cũ)»."""
    kinds = vocabulary()["unit_kinds"][unit.level]
    kind = next((kind for kind in kinds if key(label).startswith(f"{kind} ")), "")
    is_own = whose(label, unit) == OWN
    return (kinds[0], plain(label)) if kind and not is_own else place_below(label, unit)


def says_whole(label: str) -> bool:
    """True for a row with words of a total, whatever it names besides: «Tổng đàn toàn xã»."""
    return re.search(vocabulary()["words_of_wholes"], key(label)) is not None


def _as_name(name: str) -> str:
    return name.title() if name.isupper() else name
