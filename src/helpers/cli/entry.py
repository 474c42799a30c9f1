"""The entry point of ``baocao``: an interrupt while modules are imported is no traceback either."""

import sys

from helpers.cli.outcomes import INTERRUPTED
from helpers.core.interrupts import (
    interrupts_stop_before_work,
    interrupts_stop_work,
    stop_before_work,
)


def run() -> None:
    """Run the command line and leave with its exit code."""
    interrupts_stop_before_work()
    try:
        from helpers.cli.main import run as run_command

        interrupts_stop_work()
    except KeyboardInterrupt:  # where an interrupt cannot wait for the imports
        stop_before_work()
    try:
        run_command()
    except KeyboardInterrupt:  # while the first one was answered
        sys.exit(INTERRUPTED)
