"""What is overridden in dependencies is as it was then (ipykernel 7.4, jupyter_client 8.10).

A test that fails here says that a new release does otherwise: look whether the override is still
needed, and still right.
"""

import inspect

import zmq
from ipykernel import kernelapp
from ipykernel.iostream import IOPubThread
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from warmkernels.launch import Application, OutputThread
from warmkernels.provisioner import WarmProvisioner


def test_the_output_threads_pipe_is_set_up_as_upstream_does():
    context = zmq.Context()
    made = []
    for kind, options in ((IOPubThread, {}), (OutputThread, {"address": "inproc://x"})):
        socket = context.socket(zmq.PUB)
        thread = kind(socket, pipe=True, **options)
        child, pipe = thread._setup_pipe_out()
        made.append(({*vars(thread)}, thread._pipe_in.socket.type, pipe.type, pipe.linger))
        child.destroy(linger=0)
        thread._pipe_in.close()
        socket.close()
    context.destroy(linger=0)
    upstream, ours = made
    assert upstream[0] - {"_pipe_port"} == ours[0] - {"_address"}
    assert "_pipe_port" in upstream[0]  # else the port is gone, and `launch` may go as well
    assert upstream[1:] == ours[1:]


def test_ipykernels_application_makes_its_output_thread_where_it_is_replaced():
    source = inspect.getsource(kernelapp.IPKernelApp.init_iopub)
    assert "IOPubThread(self.iopub_socket, pipe=True, session=self.session)" in source
    assert "self.iopub_thread.start()" in source
    assert kernelapp.IPKernelApp.init_iopub is not Application.init_iopub


def test_the_output_thread_still_makes_a_threads_socket_when_it_is_first_used():
    """Else the last lines of `Application.init_iopub` may go."""
    context = zmq.Context()
    thread = IOPubThread(context.socket(zmq.PUB))
    assert "self._event_pipe.send" in inspect.getsource(IOPubThread.schedule)
    assert not thread._event_pipes
    assert thread._event_pipe in thread._event_pipes.values()
    thread.socket.close()
    context.destroy(linger=0)


def test_the_local_provisioner_has_the_methods_that_are_overridden():
    for name in ("pre_launch", "launch_kernel", "kill", "cleanup"):
        ours, theirs = (inspect.signature(getattr(c, name)) for c in (WarmProvisioner, LocalProvisioner))
        assert list(ours.parameters) == list(theirs.parameters), name
    given = {"extra_arguments": [], "kernel_id": "1", "cwd": "x"}
    assert LocalProvisioner._scrub_kwargs(given) == {"cwd": "x"}
    for name in ("process", "pid", "pgid", "cwd"):  # set by what replaces `launch_kernel`
        assert hasattr(LocalProvisioner, name), name
