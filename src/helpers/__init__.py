"""From raw spreadsheets to the half-yearly report on ethnic-minority affairs."""

from helpers.core import compat as compat

__version__ = "0.2.0"
