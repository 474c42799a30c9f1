"""From facts to blocks: headings, sentences, lists and tables of a report."""
