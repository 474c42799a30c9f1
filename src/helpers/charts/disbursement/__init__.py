"""Capital of a programme by project: allocated against disbursed."""
