"""The live page `notebooks/explore.ipynb`: choose, move an area, and see what the verdicts do.

`state` is what one selection shows, `sentences` says it, `panel` has the controls. Numbers and verdicts
are those of `helpers.study` and `helpers.claims`; nothing is computed here.
"""
