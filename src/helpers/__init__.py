"""From raw spreadsheets to the half-yearly report on ethnic-minority affairs."""

import sys
from pathlib import PurePath

try:
    from helpers.core import compat as compat
except KeyboardInterrupt:  # of the command: elsewhere an interrupt is answered by who imports
    if not PurePath(sys.argv[0]).stem.startswith("baocao"):
        raise
    from helpers.cli.outcomes import stop_before_work

    stop_before_work()

__version__ = "0.2.0"
