"""``python -m helpers.cli``: the command where it is not installed as a program."""

from helpers.cli.entry import run

run()
