"""What changed most since last year, and why: the area part and the yield part."""
