"""Executing notebooks: which ones (plan), how (execute), and what is left behind (record).

Nothing in this package knows about migration.
"""
