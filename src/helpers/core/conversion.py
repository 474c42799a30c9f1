"""Units of measure as texts name them, and conversion between them.

They are those of the catalogues that were opened last (``load_catalogues``): a workspace may
have its own ``measures.csv``.
"""

from decimal import Context, Decimal

from helpers.core.catalogues.measures import Measure as Measure
from helpers.core.catalogues.measures import measures_in_use
from helpers.core.errors import InputError
from helpers.core.text import slug

PERCENT = "%"
"""The unit of a share: code must know it."""
MONEY = "triệu đồng"
"""The unit in which tables keep money."""
SMALLEST_MONEY = "đồng"
"""It has no smaller unit: amounts in it have no decimals."""
LEAST_BASE = 20
"""Below this count a percentage informs less than the number itself (3 accidents, not 100%)."""
_EXACT = Context(prec=60)


def canonical_unit(text: str) -> Measure | None:
    """The measure that ``text`` names in any known spelling, also as a multiple, or None."""
    return measures_in_use().find_multiple(text)


def own_unit(text: str) -> Measure:
    """A unit of measure that an office counts in and the catalogue lacks: its word is its name."""
    name = " ".join(text.split())
    dimension = f"own:{slug(name).replace('-', '_')}"
    return Measure.model_construct(
        unit=name, dimension=dimension, factor=Decimal(1), name_en=name, name_en_one="", aliases=()
    )


def unit_name(unit: str, lang: str, number: Decimal | None = None) -> str:
    """``unit`` as it is named in a language after ``number``; an unknown one as it is."""
    measure = canonical_unit(unit)
    return measure.name(lang, number) if measure else unit


def is_count(unit: str) -> bool:
    """True where ``unit`` counts things, so that its values are whole and exact."""
    measure = canonical_unit(unit)
    return measure is not None and measure.is_count and measure.factor == 1


def is_whole(measure: Measure) -> bool:
    """True where values in a unit are whole numbers: single things, and đồng."""
    return measure.unit == SMALLEST_MONEY or (measure.is_count and measure.factor == 1)


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal:
    """``value`` in another unit of the same dimension, exact.

    Raises InputError for an unknown unit or where the dimensions differ.
    """
    return convert_measure(value, measure_of(from_unit), measure_of(to_unit))


def convert_measure(value: Decimal, source: Measure, target: Measure) -> Decimal:
    """``convert`` with units that are known already."""
    if source.dimension != target.dimension:
        raise InputError("numbers.different_dimensions", from_unit=source.unit, to_unit=target.unit)
    if source.factor == target.factor:
        return value
    return _EXACT.divide(_EXACT.multiply(value, source.factor), target.factor)


def is_multiple(measure: Measure, scale: int) -> bool:
    """Whether a unit is ``scale`` times another one: triệu đồng is 1,000,000 đồng."""
    smaller = measure.factor / scale
    others = measures_in_use().by_name.values()
    return any(m.dimension == measure.dimension and m.factor == smaller for m in others)


def measure_of(unit: str) -> Measure:
    """The measure that ``unit`` names. Raises InputError for an unknown one."""
    measure = canonical_unit(unit)
    if measure is None:
        raise InputError("numbers.unknown_measure", unit=unit)
    return measure
