"""The template of the kernels: it ends when its user does, and says when it cannot do its work."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fixtures_kernels import gone, linux
from walkthrough.runs import kernel_manager as manager
from warmkernels import forkserver, provisioner

pytestmark = linux

USER = """
import sys, time
sys.path.insert(0, {tests!r})
from fixtures_kernels import Kernel
from warmkernels import forkserver

kernel = Kernel("warm")
child = kernel.run("import subprocess as s; print(s.Popen(['sleep', '60']).pid)")
(template,) = forkserver._templates
pids = [template.process.pid, kernel.pid, int(child)]
kernel.client.execute("while True: pass")
print(__import__("json").dumps([str(forkserver.folder()), pids]), flush=True)
time.sleep(60)
"""


@pytest.fixture
def fresh(monkeypatch):
    """As a process that has started no kernel yet."""
    forkserver.close()
    monkeypatch.setattr(forkserver, "_failure", None)
    yield
    forkserver.close()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_user_that_is_killed_leaves_nothing(number):
    code = USER.format(tests=str(Path(__file__).parents[1]))
    user = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    folder, pids = json.loads(user.stdout.readline())
    assert Path(folder).is_dir()
    user.send_signal(number)
    user.wait()
    user.stdout.close()
    assert all(map(gone, pids))
    for _ in range(100):
        if not Path(folder).exists():
            break
        time.sleep(0.02)
    assert not Path(folder).exists()


def test_kernels_end_with_their_template_and_the_next_is_an_ordinary_one(fresh, start):
    kernel = start("warm")
    pid = kernel.pid
    (template,) = forkserver._templates
    template.process.kill()
    assert gone(pid)
    assert not kernel.manager.is_alive()
    other = start("warm")
    assert isinstance(other.manager.provisioner.process, subprocess.Popen)
    assert other.run("print(1)") == "1"
    assert forkserver.refusal() == "the template of the kernels died"


def test_where_the_imports_fail_kernels_are_ordinary_and_it_says_why(fresh, start, tmp_path):
    (tmp_path / "debugpy.py").write_text("")
    (tmp_path / "pandas.py").write_text("raise ImportError('pandas is broken')")
    kernel = start("warm", env={**manager.environment(), "PYTHONPATH": str(tmp_path)})
    assert isinstance(kernel.manager.provisioner.process, subprocess.Popen)
    assert kernel.run("print(1)") == "1"
    assert forkserver.refusal() == "ImportError: pandas is broken"


def test_where_fork_is_unsafe_kernels_are_ordinary_and_it_says_why(fresh, start, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    manager.prepare()
    kernel = start("warm")
    assert isinstance(kernel.manager.provisioner.process, subprocess.Popen)
    assert kernel.run("print(1)") == "1"
    assert "darwin" in forkserver.refusal()
    assert not forkserver._templates


def test_one_template_serves_kernels_of_one_environment(fresh, start):
    manager.prepare()
    (first,) = forkserver._templates
    same = start("warm", env=manager.environment())
    assert list(forkserver._templates) == [first]
    start("warm", env={**manager.environment(), "TZ": "Asia/Kathmandu"})
    assert len(forkserver._templates) == 2
    same.close()
    start("warm", env={**manager.environment(), "TZ": "Asia/Kolkata"})
    assert first not in forkserver._templates
    assert gone(first.process.pid)


def test_an_edited_source_is_never_served_from_an_old_template(fresh, start, tmp_path):
    source = tmp_path / "edited_meanwhile.py"
    source.write_text("x = 1")
    os.utime(source, (1, 1))
    options = {"env": {**manager.environment(), "PYTHONPATH": str(tmp_path)}}
    spec = manager.ThisInterpreter().get_kernel_spec("warm")
    spec.metadata["kernel_provisioner"]["config"] = {"preload": ["edited_meanwhile"]}
    asked = "import edited_meanwhile; print(edited_meanwhile.x)"
    forkserver.prepare(spec, options["env"])
    (first,) = forkserver._templates
    kernel = start(spec, **options)
    assert kernel.run(asked) == "1"
    assert forkserver._templates == [first]
    source.write_text("x = 20")
    assert start(spec, **options).run(asked) == "20"
    assert len(forkserver._templates) == 2  # the first still has a kernel
    kernel.close()
    source.unlink()
    assert "ModuleNotFoundError" in str(start(spec, **options).run(asked))
    assert first not in forkserver._templates


def test_only_this_interpreters_kernels_are_forked():
    mine = [sys.executable, "-m", "ipykernel_launcher", "-f", "x"]
    assert provisioner._can_fork(mine, {"env": {}, "cwd": "x"})
    assert not provisioner._can_fork(["/usr/bin/R", *mine[1:]], {})
    assert not provisioner._can_fork([sys.executable, "-m", "xeus"], {})
    assert not provisioner._can_fork([sys.executable, "kernel.py"], {})
    assert not provisioner._can_fork(mine, {"independent": True})
    assert not provisioner._can_fork(mine, {"preexec_fn": print})


def test_jupyter_finds_it_by_its_name():
    from jupyter_client.provisioning import KernelProvisionerFactory

    known = KernelProvisionerFactory.instance().get_provisioner_entries()
    assert known[forkserver.PROVISIONER] == "warmkernels.provisioner:WarmProvisioner"
    spec = json.loads((manager.SHARE / "kernels" / manager.NAME / "kernel.json").read_text())
    assert spec["metadata"]["kernel_provisioner"]["provisioner_name"] == forkserver.PROVISIONER


def test_a_server_can_be_told_what_to_preload():
    """As `walkthrough lab` does for kernels whose kernelspec says nothing of it."""
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import KernelManager
    from jupyter_client.provisioning import KernelProvisionerFactory
    from traitlets.config import Config

    from walkthrough import classroom

    lab = Path(classroom.__file__).parent / "lab" / "jupyter_server_config.json"
    told = KernelManager(config=Config(json.loads(lab.read_text())))
    plain = {"kernel_provisioner": {"provisioner_name": forkserver.PROVISIONER}}
    factory = KernelProvisionerFactory.instance()
    made = factory.create_provisioner_instance("1", KernelSpec(argv=[], metadata=plain), told)
    ours = manager.ThisInterpreter().get_kernel_spec("").metadata["kernel_provisioner"]["config"]
    assert made.preload == ours["preload"]
