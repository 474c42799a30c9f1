"""A kind of places that is written with a stop («p.») is no pattern: «PL 01» names no ward."""

from test_group_context import catalogues

from helpers.cleaning.recognition.places import place_below


def test_an_annex_is_no_ward():
    known = catalogues()
    unit = known.units.find("bach-thong", known.period.end)
    assert place_below("PL 01", unit) is None
