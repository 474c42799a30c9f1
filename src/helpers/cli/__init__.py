"""The baocao command: verbs that parse, call and print."""
