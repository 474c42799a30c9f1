"""Trends: small multiples of indicators over all periods on hand."""
