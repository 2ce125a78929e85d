"""One notebook under many combinations of parameters: one page per run, and one table of them all.

`combinations` makes and checks the combinations, `task` is the work done for one of them on any
machine, `workers` are the threads or the cluster that do it, `batch` is the whole, `results`,
`index` and `page` write what comes out.
"""
