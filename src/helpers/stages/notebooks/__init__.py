"""One facade per notebook: what its cells call."""
