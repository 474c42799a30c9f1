"""The arithmetic of any finished report: claims in its text, and whether they hold."""
