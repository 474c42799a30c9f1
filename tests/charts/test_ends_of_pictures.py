"""The highest and the lowest that a caption names are in its picture."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from helpers.charts.plan.plan_chart import MOST_BARS, _farthest, plan_rows


def test_the_lowest_is_drawn_also_where_it_is_as_far_as_is_due():
    # The season's own share lets expect 20 % of the lowest: nothing stands out but its place.
    shares = [("x", 63, 20 + 43), *((f"n{i}", 130 + i, 50) for i in range(MOST_BARS + 1))]
    frame = pd.DataFrame(
        [
            {
                "name": name, "sector": "crops", "period": "2026H1", "pct_plan": Decimal(share),
                "pace_expected": Decimal(due), "pct_estimate": None,
            }
            for name, share, due in shares
        ]
    )  # fmt: skip
    drawn = list(_farthest(plan_rows(frame, "crops"))["name"])
    assert len(drawn) == MOST_BARS
    assert drawn[0] == f"n{MOST_BARS}" and drawn[-1] == "x"
