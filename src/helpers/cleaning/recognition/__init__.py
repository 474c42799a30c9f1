"""Recognition: what the tables of any office mean, by their content, with a reason for each part."""
