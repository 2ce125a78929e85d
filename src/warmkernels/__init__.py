"""Jupyter kernels that start at once: forks of a template process that has done the imports.

`provisioner.WarmProvisioner` is what Jupyter calls, by the name `warmkernels`, so that papermill,
nbval and JupyterLab can all use it; README.md beside this file says how. What a program may call
that starts such kernels is exported here; `provisioner.exposure` and `provisioner.kill_all` stand
there, as jupyter_client is slow to import.

Inside: `forkserver` chooses the template to fork from, `process` starts and watches templates and
their kernels, `server` runs inside a template, `messages` carries what the two tell each other,
`launch` turns a process into a kernel.
"""

from warmkernels.forkserver import PROVISIONER, folder, make_folders_with, prepare, refusal

__version__ = "0.1.0"
__all__ = ["PROVISIONER", "__version__", "folder", "make_folders_with", "prepare", "refusal"]
