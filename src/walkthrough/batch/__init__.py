"""One notebook under many choices of parameters: a page each, and one table of them all.

`choose` makes and checks the choices, `unit` is the work that is done for each of them anywhere,
`workers` who does it, `batch` the whole, `results` and `index` what is written about it, `cli` the
command.
"""
