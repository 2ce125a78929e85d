"""Kernels that start at once: forks of a parent that has done the imports, through Jupyter's own
extension point (a kernel provisioner), so that papermill, nbval and JupyterLab all can use them.

`provisioner` is what Jupyter calls, `parent` chooses the parent to fork from, `process` is parent
and kernel as their user sees them, `server` is what runs inside the parent, `launch` turns a
process into a kernel, `reads` notes what it opens, `manager` is what runs use.
"""
