"""From raw spreadsheets to the half-yearly report on ethnic-minority affairs."""

import sys
from pathlib import PurePath

from helpers.core.interrupts import interrupts_stop_before_work, stop_before_work

# Of the command: elsewhere an interrupt is answered by who imports.
_IS_COMMAND = PurePath(sys.argv[0]).stem.startswith("baocao")
if _IS_COMMAND:
    interrupts_stop_before_work()
try:
    from helpers.core import compat as compat
except KeyboardInterrupt:  # where an interrupt cannot wait for the imports
    if not _IS_COMMAND:
        raise
    stop_before_work()

__version__ = "0.2.0"
