"""What Jupyter expects of a kernel, asked of an ordinary one and of a warm one."""

import asyncio
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from jupyter_client.multikernelmanager import AsyncMultiKernelManager

from fixtures_kernels import KINDS, Specs, gone
from warmkernels.process import ForkedKernel

pytestmark = pytest.mark.skipif(os.name != "posix", reason="of signals and process groups")


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def kernel(start, kind):
    return start(kind)


def ended(kernel):
    """Exit code of a kernel that is ending by itself."""
    for _ in range(500):
        code = asyncio.run(kernel.manager.provisioner.poll())
        if code is not None:
            return code
        time.sleep(0.02)
    return None


def test_which_kernels_are_compared(kernel, kind):
    forked = isinstance(kernel.manager.provisioner.process, ForkedKernel)
    assert forked == (kind == "warm")


def test_it_runs_as_leader_of_a_session_of_its_own(kernel):
    pid = kernel.pid
    assert kernel.manager.is_alive()
    assert kernel.manager.has_kernel
    assert os.getsid(pid) == os.getpgid(pid) == pid
    info = asyncio.run(kernel.manager.provisioner.get_provisioner_info())
    assert (info["pid"], info["pgid"]) == (pid, pid)


def test_an_interrupt_stops_the_cell_and_not_the_kernel(kernel, tmp_path):
    kernel.run("before = 1")
    # A file and not a text says that it has begun: an ordinary kernel may lose an interrupt that
    # meets it while it prints. An error also aborts what comes right after, unless asked not to.
    mark = tmp_path / "begun"
    code = f"import pathlib, time; pathlib.Path({str(mark)!r}).touch(); time.sleep(60)"
    asked = kernel.client.execute(code, stop_on_error=False)
    while not mark.exists():
        time.sleep(0.05)
    time.sleep(0.2)
    kernel.manager.interrupt_kernel()
    reply = kernel.client.get_shell_msg(timeout=30)
    while reply["parent_header"]["msg_id"] != asked:
        reply = kernel.client.get_shell_msg(timeout=30)
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    # By its reply: what is printed next may still count as the interrupted cell's.
    assert kernel.run("raise LookupError if before == 1 else ValueError") == "LookupError"


@pytest.mark.parametrize("now", [False, True])
def test_a_restart_keeps_the_connection_and_forgets_the_state(kernel, now):
    kernel.run("before = 1")
    pid, file = kernel.pid, kernel.manager.connection_file
    kernel.manager.restart_kernel(now=now)
    kernel.client.wait_for_ready(timeout=60)
    assert kernel.run("print(before)") == "NameError"
    assert kernel.pid != pid
    assert gone(pid)
    assert kernel.manager.connection_file == file


@pytest.mark.parametrize("now", [False, True])
def test_after_shutdown_nothing_is_left(kernel, now):
    pid, file = kernel.pid, Path(kernel.manager.connection_file)
    # A process that the kernel started goes with it. (A polite end would wait for that process.)
    begin = "import subprocess as s; print(s.Popen(['sleep', '60']).pid)"
    child = int(kernel.run(begin)) if now else None
    process = kernel.manager.provisioner.process
    kernel.manager.shutdown_kernel(now=now)
    assert not kernel.manager.is_alive()
    assert not kernel.manager.has_kernel
    assert process.returncode == (-signal.SIGKILL if now else 0)
    assert gone(pid)
    assert not file.exists()
    if child:
        assert gone(child)


@pytest.mark.parametrize(
    ("code", "exit_code"),
    [
        ("import os; os._exit(3)", 3),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", -signal.SIGSEGV),
    ],
)
def test_a_death_is_seen_with_its_exit_code(kernel, code, exit_code):
    kernel.client.execute(code)
    assert ended(kernel) == exit_code
    assert not kernel.manager.is_alive()
    kernel.manager.restart_kernel()
    kernel.client.wait_for_ready(timeout=60)
    assert kernel.manager.is_alive()


def test_sigterm_ends_it(kernel):
    kernel.manager.signal_kernel(signal.SIGTERM)
    assert ended(kernel) == -signal.SIGTERM


def test_its_own_log_can_be_read(start, kind):
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    kernel = start(kind, extra_arguments=["--log-level=INFO"], **pipe)
    pid, stream = kernel.pid, kernel.manager.provisioner.process.stdout
    os.kill(pid, signal.SIGKILL)
    assert f"Starting the kernel at pid: {pid}" in stream.read().decode()
    stream.close()


def test_a_folder_that_is_not_there_is_refused_at_once(start, kind, tmp_path):
    with pytest.raises(FileNotFoundError):
        start(kind, cwd=str(tmp_path / "none"))


def test_a_server_of_many_kernels_can_use_it(kind, tmp_path):
    """As Jupyter's server does: several at once, restarted and stopped by their ids."""

    async def many():
        kernels = AsyncMultiKernelManager(kernel_spec_manager=Specs())
        ids = [await kernels.start_kernel(kernel_name=kind, cwd=str(tmp_path)) for _ in range(2)]
        pids = [kernels.get_kernel(i).provisioner.pid for i in ids]
        await kernels.restart_kernel(ids[0])
        client = kernels.get_kernel(ids[0]).client()
        client.start_channels()
        await client.wait_for_ready(timeout=60)
        reply = await client.execute("1 + 1", reply=True, timeout=60)
        client.stop_channels()
        alive = [await kernels.is_alive(i) for i in ids]
        await kernels.shutdown_all(now=True)
        return pids, reply["content"]["status"], alive

    pids, status, alive = asyncio.run(many())
    assert (status, alive) == ("ok", [True, True])
    assert all(map(gone, pids))
