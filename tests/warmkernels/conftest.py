"""Kernels that end with the test."""

import contextlib

import pytest

from fixtures_kernels import Kernel


@pytest.fixture
def start():
    """Start a kernel of a kind, which ends with the test."""
    with contextlib.ExitStack() as open_:

        def start(kind, **options):
            kernel = Kernel(kind, **options)
            open_.callback(kernel.close)
            return kernel

        yield start
