"""The commands, each registered with the program where it is defined."""
