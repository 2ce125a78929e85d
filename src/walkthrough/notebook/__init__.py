"""Notebook files: reading and writing, pages of HTML, and the claims that they judge."""
