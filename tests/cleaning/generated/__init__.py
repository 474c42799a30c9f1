"""Tables whose values are known, written through layouts that offices use."""
