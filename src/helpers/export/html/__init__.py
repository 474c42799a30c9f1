"""The report as one HTML file, and the other pages: index, audit, failure, notebook panels."""
