"""Executing notebooks: which ones (`select`), how (`schedule`, `execute`, `kernel_manager`), what need not be
executed again (`fingerprint`, `cache`), and what is left behind (`run_folder`, `crate`, `finished`).

Only `run_folder`, `finished` and `crate` know of claims and of a data package's files.
"""
