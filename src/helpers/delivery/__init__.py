"""Reports by e-mail: drafts, what may go out, the ledger of what went, and the sending."""
