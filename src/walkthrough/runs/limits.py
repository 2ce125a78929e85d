"""How many files a process may have open: kernels whose sockets are refused die without a word."""

from __future__ import annotations

from helpers.errors import UserError

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None  # type: ignore[assignment]

OF_A_KERNEL = 90
"""Open at a time in a kernel: 76 were counted (ipykernel 7.4), and what a cell opens."""
OWN, FOR_A_KERNEL = 20, 30
"""Open in the process that starts them: 8, and 28 for each kernel that runs."""


def allow(kernels: int) -> None:
    """See to it that so many kernels may run at a time. Raises UserError.

    Many systems set a low limit that a process may raise for itself, up to a hard one.
    """
    if resource is None:
        return
    needed = max(OF_A_KERNEL, OWN + FOR_A_KERNEL * kernels)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
    except (OSError, ValueError):
        fewer = ", or give a smaller --jobs" if hard >= OF_A_KERNEL and kernels > 1 else ""
        what = f"{kernels} notebooks at a time need" if kernels > 1 else "a notebook needs"
        raise UserError(
            f"only {hard} files may be open at a time, and {what} {needed};"
            f" allow more with ulimit -n {needed}{fewer}"
        ) from None
