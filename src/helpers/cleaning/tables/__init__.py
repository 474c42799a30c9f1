"""Tables of a sheet: heads, rows as a tree, and the account of every figure."""
