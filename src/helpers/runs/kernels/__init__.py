"""Kernels that start at once: forks of a parent that has done the imports, through Jupyter's own
extension point (a kernel provisioner), so that papermill, nbval and JupyterLab all can use them.

`provisioner` is what Jupyter calls, `parent` is the parent as its user sees it, `server` is what
runs inside the parent, `launch` turns a process into a kernel, `manager` is what runs use.
"""
