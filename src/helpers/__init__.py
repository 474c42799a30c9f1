"""From raw spreadsheets to the half-yearly report on ethnic-minority affairs."""

import sys
from pathlib import PurePath
from typing import NoReturn

STOPPED = "Đã dừng theo yêu cầu (Ctrl-C); chưa làm gì. Stopped as asked; nothing was done yet."


def stop_before_work() -> NoReturn:
    """Say that nothing was done, and leave; for an interrupt while modules are imported."""
    sys.stderr.buffer.write(f"{STOPPED}\n".encode())
    sys.exit(130)  # as helpers.cli.outcomes has it, which is not imported yet


try:
    from helpers.core import compat as compat
except KeyboardInterrupt:  # of the command: elsewhere an interrupt is answered by who imports
    if not PurePath(sys.argv[0]).stem.startswith("baocao"):
        raise
    stop_before_work()

__version__ = "0.2.0"
