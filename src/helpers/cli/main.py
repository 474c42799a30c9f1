"""The ``baocao`` command: verbs that parse, call and print."""

import sys

from helpers.cli.commands import beginning, office_files, reports, sending  # noqa: F401 register
from helpers.cli.console import begin_again_in_utf8
from helpers.cli.guard import guarded
from helpers.cli.options import app


def run() -> None:
    """Entry point: every failure is one sentence; exit codes as ``outcomes`` describes them."""
    begin_again_in_utf8()
    sys.exit(guarded(app))


if __name__ == "__main__":
    run()
