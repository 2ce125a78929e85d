"""Sentences and titles made from numbers: one topic per file, named as in `analysis`."""
