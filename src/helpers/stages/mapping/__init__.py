"""Asking what tables mean, and keeping the answers: workbook to fill, notebook, command."""
