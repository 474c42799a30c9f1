"""Workbooks for offices: blank forms to fill in, and received files with what is to be mended."""
