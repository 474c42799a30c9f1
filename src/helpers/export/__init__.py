"""What goes out: HTML, PDF and their head."""
