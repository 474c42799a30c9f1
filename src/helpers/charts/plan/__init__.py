"""Attainment of the annual plan as bullet bars."""
