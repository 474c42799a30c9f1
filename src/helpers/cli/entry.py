"""The entry point of ``baocao``: an interrupt while modules are imported is no traceback either."""

import sys

from helpers import stop_before_work
from helpers.cli.outcomes import INTERRUPTED


def run() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from helpers.cli.main import run as run_command
    except KeyboardInterrupt:
        stop_before_work()
    try:
        run_command()
    except KeyboardInterrupt:  # while the first one was answered
        sys.exit(INTERRUPTED)
