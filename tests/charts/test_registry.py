"""The one list of the kinds of charts, and those who cannot import it."""

from __future__ import annotations

from inspect import isfunction
from typing import get_args

import helpers.charts
from helpers.charts import CHART_KINDS
from helpers.core.catalogues.outlines import Content


def test_an_outline_can_show_the_kinds_that_the_registry_lets_it_show():
    """Catalogues are on a lower floor than charts: they have the codes as a type."""
    codes = set(get_args(Content.model_fields["chart"].annotation)) - {""}
    assert codes == {code for code, kind in CHART_KINDS.items() if kind.in_outline}


def test_every_function_that_draws_charts_belongs_to_a_kind():
    public = [getattr(helpers.charts, name) for name in helpers.charts.__all__]
    functions = {thing for thing in public if isfunction(thing)}
    assert functions == {draw for kind in CHART_KINDS.values() for draw in kind.draw}
