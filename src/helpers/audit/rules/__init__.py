"""What figures of a text must make of each other: records, candidates, relations, verdicts."""
