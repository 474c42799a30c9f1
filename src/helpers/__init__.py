"""From raw spreadsheets to the half-yearly report on ethnic-minority affairs."""

from helpers.ground import compat as compat

__version__ = "0.1.0"
