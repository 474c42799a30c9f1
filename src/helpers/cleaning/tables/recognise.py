"""What the rows and the names of a form's sheets mean."""

import re
from collections.abc import Iterable
from dataclasses import replace

from helpers.cleaning.cleaning_log import CleaningLog
from helpers.cleaning.indicator_resolver import NO_LABELS, LabelResolver
from helpers.cleaning.layout import SEPARATOR, FormRow, LocatedTable
from helpers.cleaning.readers import Sheet
from helpers.cleaning.tables.group_context import GroupContext, NeutralWords
from helpers.cleaning.tables.locate import locate_tables
from helpers.cleaning.tables.outline import RowMeaning, outline
from helpers.cleaning.tables.words import begins_with, has_word, words, years_in
from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.forms import Form, SheetMap
from helpers.core.catalogues.unit_names import kind_of_unit
from helpers.core.catalogues.units import Unit
from helpers.core.periods import Period
from helpers.core.text import fold, slug

FEWEST_ROLES = 3


def meanings_of(
    table: LocatedTable, form: Form, catalogues: Catalogues, unit: str = ""
) -> dict[int, RowMeaning]:
    """The tree of a table's rows; rows of indicators with their codes.

    ``unit``: whose name changes nothing where it stands in a group row.
    """
    if not table.mapping.value_roles:
        return {}
    if table.mapping.table != "observations":
        return outline(table.rows(), table.mapping.value_roles, NO_LABELS)
    labels = LabelResolver(form.form, catalogues.aliases, catalogues.plain_names)
    unclear = GroupContext(form, catalogues, labels, unit).unclear
    found = outline(table.rows(), table.mapping.value_roles, labels, unclear)
    return found | _by_written_codes(table, found, labels, catalogues)


def _by_written_codes(
    table: LocatedTable, found: dict[int, RowMeaning], labels: LabelResolver, catalogues: Catalogues
) -> dict[int, RowMeaning]:
    """The rows of a blank form that carry the code of their indicator and its label."""
    meanings = {}
    for row in table.rows():
        code, number = row.text("code"), row.number
        if code not in catalogues.indicators:
            continue
        by_label = found.get(number, RowMeaning(number, (), None))
        meanings[number] = RowMeaning(number, by_label.path or (code,), code)
        name = catalogues.indicators[code].name_vi
        known = [*labels.labels_of(code), fold(name)]
        if row.text("label") and by_label.code != code and not _is_one_of(row, by_label, known):
            meanings[number] = replace(meanings[number], code=None, code_says=name)
    return meanings


def _is_one_of(row: FormRow, meaning: RowMeaning, known: Iterable[str]) -> bool:
    """True where a row's label, and the groups above it, are those of a known label path."""
    above, own = set(map(fold, meaning.path[:-1])), fold(row.text("label"))
    paths = (label.split(SEPARATOR) for label in known)
    return any(path[-1] == own and above.issuperset(path[:-1]) for path in paths)


def neutral_words(form: Form, catalogues: Catalogues, unit: str) -> NeutralWords:
    """The words that say nothing new in the rows of a form."""
    labels = LabelResolver(form.form, catalogues.aliases)
    return GroupContext(form, catalogues, labels, unit).neutral


def best_mapping(sheet: Sheet, form: Form, period: Period) -> list[SheetMap]:
    """The mapping of a form whose head fits a sheet best; empty where none fits."""
    found: list[tuple[int, SheetMap]] = []
    for mapping in form.sheets:
        tables = locate_tables(sheet, mapping, period, CleaningLog())
        roles = max((set(table.roles.values()) for table in tables), key=len, default=set())
        if len(roles) >= FEWEST_ROLES or ("label" in roles and roles & mapping.value_roles):
            found.append((len(roles), mapping))
    return [max(found, key=lambda pair: pair[0])[1]] if found else []


def names_another_table(name: str, unit: str, period: Period) -> bool:
    """True for a name of a place, a draft or another period: 'Xã A', 'Trồng trọt 2022'."""
    name = fold(name.replace("_", " "))
    if years_in(name) - {period.year}:
        return True
    kinds = [kind for kind in (f"H{period.number}", period.kind) if kind in _KINDS]
    for phrase in (phrase for kind in kinds for phrase in words("own_period", kind)):
        found = re.search(rf"{phrase}\W*(\d\d)?(?!\d)", name)
        if found and found[1] and int(found[1]) != period.year % 100:
            return True
        name = name.replace(phrase, " ")
    is_place = begins_with(name, "other_sheet_begins") and unit not in slug(name)
    is_month = period.kind != "M" and re.search(r"(?<!\w)[tq]\d{1,2}(?!\w)", name) is not None
    return is_place or is_month or has_word(name, "other_sheet")


def is_of_part(sheet: Sheet, form: Form, period: Period, unit: Unit) -> bool:
    """True where the name of a sheet says of what part or event it is: 'Đàn bò bị chết'.

    Names that name nothing of the form, as 'Sheet1' or the office, say nothing.
    """
    own = (form.title_vi, *(name for mapping in form.sheets for name in mapping.names))
    names = (unit.name_vi, unit.name_vi[len(kind_of_unit(unit.name_vi)) :])
    initials = " ".join("".join(word[0] for word in slug(text).split("-")) for text in own)
    neutral = NeutralWords(own, period, names)
    name = " ".join(
        word
        for word in sheet.name.replace("_", " ").split()
        if not (word.isupper() and len(word) > 1 and slug(word) in initials)
    )
    if neutral.changes_meaning(name) or has_word(name, "populations"):
        return True
    return neutral.names_subject(name) and not neutral.is_neutral(name)


def titles_another_table(line: str, unit: str, period: Period) -> bool:
    """True for a line above a table that names a place or another year: 'Biểu 2: xã A'."""
    years = years_in(line)
    if years and period.year not in years and len(years) == 1:
        return True
    places = rf"(?<!\w)(?:{'|'.join(words('other_sheet_begins'))})(?=\s+(\w+))"
    found = re.findall(places, " ".join(fold(part) for part in line.split()))
    named = {fold(word) for word in line.split() if not word[0].islower()}
    is_place = any(n in named and n not in words("no_place") for n in found)
    return is_place and unit not in slug(line)


_KINDS = ("H1", "H2", "Y")
