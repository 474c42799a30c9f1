"""Recognition: what the tables of any office mean, with a reason for each part."""
