"""Indicators: plan attainment, change, pace, decomposition, disbursement."""

from helpers.indicators.compute import compute_indicators
from helpers.indicators.disbursement import compute_programme

__all__ = ["compute_indicators", "compute_programme"]
