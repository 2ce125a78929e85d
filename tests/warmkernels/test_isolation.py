"""A warm kernel begins like an ordinary one, and nothing that one does reaches another."""

import json
import os
import stat
from pathlib import Path

import pytest

from fixtures_kernels import linux
from walkthrough.runs import kernel_manager as manager

pytestmark = linux

SNAPSHOT = """
import json, locale, logging, os, random, resource, signal, sys, threading, time, warnings
import matplotlib as mpl, matplotlib.pyplot as plt, numpy as np, pandas as pd
import helpers.study
from pandas._config import config

shell = get_ipython()
old = os.umask(0); os.umask(old)
print(json.dumps({
    "options": {k: str(pd.get_option(k)).lower() for k in config._registered_options},
    "rc": {k: str(v) for k, v in dict.items(mpl.rcParams)},
    "figures": plt.get_fignums(),
    "numpy": [str(np.geterr()), str(np.get_printoptions())],
    "path": sys.path,
    "flags": [str(sys.flags), sys.warnoptions, sys.executable],
    "limits": [sys.getrecursionlimit(), str(resource.getrlimit(resource.RLIMIT_NOFILE)), old],
    "filters": sorted(str(f) for f in warnings.filters),
    "environment": dict(os.environ),
    "folder": os.getcwd(),
    "signals": [str(signal.getsignal(s)).split(" at ")[0] for s in sorted(signal.valid_signals())],
    "blocked": sorted(map(int, signal.pthread_sigmask(signal.SIG_BLOCK, []))),
    "locale": [locale.setlocale(locale.LC_ALL), time.tzname],
    "threads": sorted(t.name for t in threading.enumerate() if not t.name.startswith("Thread-")),
    "builtins": sorted(vars(__builtins__)),
    "names": sorted(shell.user_ns),
    "hooks": {k: [f.__qualname__ for f in v] for k, v in shell.events.callbacks.items()},
    "logging": [str(logging.root.handlers), logging.root.level, logging.root.manager.disable],
    "streams": [type(s).__name__ for s in (sys.stdin, sys.stdout, sys.stderr, sys.__stdout__)],
    "modules": sorted(m for m in sys.modules if m.startswith("made_up")),
}, default=str))
"""

MISCHIEF = """
import os, random, sys, threading, time, types, warnings
import matplotlib.pyplot as plt, numpy as np, pandas as pd
import helpers.study
os.environ["MISCHIEF"] = "1"; del os.environ["PATH"]
pd.set_option("display.max_rows", 3); pd.set_option("display.precision", 1)
plt.rcParams["figure.dpi"] = 30; plt.figure(num=7)
np.seterr(all="raise"); np.set_printoptions(precision=1)
sys.modules["made_up"] = types.ModuleType("made_up"); sys.path.insert(0, "/made/up")
helpers.study.open_study = None; pd.DataFrame = None
os.chdir("/"); os.umask(0o077); warnings.simplefilter("error")
threading.Thread(target=time.sleep, args=[60], name="mischief", daemon=True).start()
random.seed(1); np.random.seed(1)
with open(os.path.join(os.environ["IPYTHONDIR"], "profile_default", "startup", "x.py"), "w") as f:
    f.write("import made_up_at_start")
"""


def environment():
    return {**manager.environment(), "TZ": "Asia/Kathmandu"}


def snapshot(kernel):
    said = json.loads(kernel.run(SNAPSHOT).splitlines()[0])
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JPY_PARENT_PID"):
        said["environment"].pop(name, None)
    return said


@pytest.fixture
def options(tmp_path):
    return {"env": environment(), "cwd": str(tmp_path)}


def test_a_warm_kernel_begins_as_an_ordinary_one_does(start, options):
    ordinary, warm = (snapshot(start(kind, **options)) for kind in ("ordinary", "warm"))
    for part, value in ordinary.items():
        assert warm[part] == value, part


def test_nothing_reaches_another_kernel(start, options):
    before = snapshot(start("warm", **options))
    wild = start("warm", **options)
    assert wild.run(MISCHIEF) == ""
    assert snapshot(start("warm", **options)) == before
    assert wild.run("print(os.getcwd())") == "/"


def test_random_numbers_differ(start, options):
    code = (
        "import os, random, tempfile, uuid, numpy as np\n"
        "print(random.random(), np.random.rand(), np.random.default_rng().random(),"
        " uuid.uuid4(), os.urandom(4).hex(), next(tempfile._get_candidate_names()), sep='|')"
    )
    one, other = (start("warm", **options).run(code).split("|") for _ in range(2))
    assert len(one) == 6
    assert not set(one) & set(other)


def test_nothing_of_the_template_is_inherited(start, options):
    code = (
        "import gc, os, socket\n"
        "print([s for s in gc.get_objects() if isinstance(s, socket.socket) and s.family.name"
        " == 'AF_UNIX' and s.type.name == 'SOCK_STREAM' and s.fileno() != -1 and 0])\n"
        "print(sorted({os.readlink(f'/proc/self/fd/{n}').split(':')[0]"
        " for n in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{n}')}))"
    )
    with open(Path(options["cwd"]) / "open-in-the-user.txt", "w"):
        said = start("warm", **options).run(code)
    assert "open-in-the-user" not in said


def test_sockets_are_files_that_only_the_user_can_reach(start, options):
    kernel = start("warm", **options)
    info = kernel.manager.get_connection_info()
    assert info["transport"] == "ipc"
    private = Path(info["ip"]).parent
    assert len([p for p in private.iterdir() if stat.S_ISSOCK(p.stat().st_mode)]) == 6
    for folder in (private, private.parent):
        assert folder.stat().st_mode & 0o777 == 0o700
        assert folder.stat().st_uid == os.getuid()
    kernel.close()
    assert not private.exists()
