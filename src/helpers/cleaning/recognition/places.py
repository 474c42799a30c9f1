"""Units of place that a line names: another one of the same level, or one below."""

from __future__ import annotations

import re

from helpers.cleaning.recognition.vocabulary import any_of, group, key, plain, vocabulary
from helpers.core.catalogues.units import Unit

_CUT = re.compile(
    r"[,;:()\n]|\s[-–]\s|\s(?:năm|tháng|quý|đến|6 tháng|06 tháng|9 tháng|12 tháng)(?!\w)",
    re.IGNORECASE,
)


def _bare(unit: Unit) -> str:
    """The name of a unit without its kind."""
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
        re.match(rf"{re.escape(_bare(unit))}(?![\w.])", folded) for folded in named
    )


def other_unit(text: str, unit: Unit) -> str:
    """Words of a line that name another unit of the same level, or all of a unit above; else ''."""
    if re.search(r"(?<!\w)toàn (?:tỉnh|quốc)(?!\w)", key(text)) and unit.level != "province":
        return text
    bare = _bare(unit)
    for kind, written, folded in _after_kind(text, vocabulary()["unit_kinds"][unit.level]):
        if kind == "xã" and folded.startswith("hội") and not bare.startswith("hội"):
            continue
        is_own = re.match(rf"{re.escape(bare)}(?![\w.])", folded) is not None
        if not is_own and _is_name(written):
            return f"{kind} {written}"
    return ""


def place_below(text: str, unit: Unit) -> tuple[str, str] | None:
    """The unit below that a text names: ('xã', 'Xã Mẫu 07.1'); None for none or several."""
    kinds: dict[str, str] = vocabulary()["places"].get(unit.level, {})
    found = []
    for kind, written, _ in _after_kind(text, tuple(kinds)):
        name = _CUT.split(written)[0].strip()
        if _is_name(name) and len(name.split()) <= 5:
            found.append((kinds[kind], f"{kind.capitalize()} {_as_name(name)}"))
    is_one = found and all(key(found[0][1]).endswith(key(name)) for _, name in found)
    return found[0] if is_one else None


def _as_name(name: str) -> str:
    return name.title() if name.isupper() else name
