"""Executing notebooks: which ones (`select`), how (`run`, `schedule`, `execute`, and the kernels), what
need not be executed again (`fingerprint`, `cache`), and the result (`run_folder`, `scorecard`,
`crate`, `finished`); `refresh` stores outputs in the notebooks themselves.
"""
