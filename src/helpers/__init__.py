"""From raw spreadsheets to the half-yearly report on ethnic-minority affairs."""

__version__ = "0.1.0"
