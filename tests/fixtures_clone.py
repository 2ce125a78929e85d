"""A small clone in which runs come to harm, and what must be true of it afterwards."""

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import nbformat

import fixtures_others as others
from fixtures_toys import toy

COMMAND = [sys.executable, str(Path(__file__).parent / "system" / "faults" / "command.py")]
PLAIN = """from IPython.display import display
record = {{"claim": "A1.{n}", "part": "Argument", "statement": "all is well", "stated": "-",
          "verdict": "holds", "contested": False, "parameters": {{"year": year}},
          "readings": [{{"reading": "r", "verdict": "holds", "value": year, "evidence": "seen"}}]}}
display({{"application/vnd.walkthrough.verdict+json": record, "text/plain": "holds"}}, raw=True)"""
READ = """import json, pathlib
for path in sorted(pathlib.Path().glob('0[1-6]*.ipynb')):
    cells = json.loads(path.read_text())['cells']
    print(path.name, [cell['outputs'] for cell in cells if cell['cell_type'] == 'code'][1])"""
NAMES = ["01-one", "02-two", "03-three", "07-scorecard"]
PATIENCE = 20


class Clone:
    """Four notebooks and the bundled data, among other people's things.

    It lies in the temporary directory of its runs, as where people try things.
    """

    def __init__(self, temporary):
        self.temporary, self.root = temporary, temporary / "walkthrough-main"
        self.root.mkdir()
        self.build = self.root / "build"
        self.out = self.build / "default"
        self.year, self.seconds = 0, 0.0
        for n, name in enumerate(NAMES[:3], start=1):
            cells = [f"{name[3:]} = year + {n}", "import time; time.sleep(0.05)"]
            toy(self.root / "notebooks", name, f"print(year + {n})", *cells, PLAIN.format(n=n))
        toy(self.root / "notebooks", NAMES[3], READ)
        root = self.root
        (root / "home").mkdir()
        others.put(self)
        self.others = others.found(self)
        self.environment = {
            name: value for name, value in os.environ.items() if name.startswith(("LANG", "PATH"))
        } | {
            "FAULT": str(root),
            "HOME": str(root / "home"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(self.temporary),
        }

    def notebook(self, name, *code):
        """Put a notebook of this code in the place of another."""
        toy(self.root / "notebooks", name, *code)

    def start(self, *arguments, preexec_fn=None, **environment):
        """A run that goes on while the test does; it leads a session of its own."""
        return subprocess.Popen(
            [*COMMAND, str(self.root), "run", *arguments],
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=preexec_fn,
        )

    def run(self, *arguments, **environment):
        """A run to its end: exit code, standard output, standard error."""
        return ended(self.start(*arguments, **environment))

    def ready(self):
        """Make the good run that faults are measured against, and learn how long a run takes."""
        self.good()
        started = time.monotonic()
        self.good("--afresh")
        self.seconds = time.monotonic() - started
        return self

    def good(self, *arguments):
        """A run that succeeds; gives what is in its folder."""
        code, _, error = self.run(*arguments)
        assert code == 0, error
        return self.whole(self.out, "ok")

    def whole(self, folder, status):
        """Assert that a run's folder is complete and says this status; gives name and content."""
        said = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        assert said["status"] == status
        assert [n["name"] for n in said["notebooks"]] == NAMES
        executed = {n["name"] for n in said["notebooks"] if n["status"] == "ok"}
        if status == "ok":
            assert executed == set(NAMES)
        for name in executed:
            assert (folder / "notebooks" / f"{name}.ipynb").is_file()
            assert (folder / "html" / f"{name}.html").is_file()
        assert (folder / "scorecard.csv").is_file()
        for path in filter(Path.is_file, folder.rglob("*")):
            parses(path)
        return content(folder)

    def processes(self):
        """Every process that was started in this clone, found by a mark in its environment."""
        mark, found = f"FAULT={self.root}".encode(), []
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                    state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
                    found += [int(entry.name)] if state != "Z" else []
            except OSError:
                continue
        return found

    def clean(self, besides=()):
        """Assert that no process, socket or folder of a run is left, within a moment, and that all
        that is other people's is."""
        self.wait(lambda: self.left(besides))
        assert self.lost() == []

    def lost(self):
        """What other people had here, and is gone or another now."""
        there = others.found(self)
        return [name for name, state in self.others.items() if there.get(name) != state]

    def wait(self, left):
        """Wait until a function finds nothing any more."""
        end = time.monotonic() + PATIENCE
        while (found := left()) and time.monotonic() < end:
            time.sleep(0.05)
        assert not found, f"left: {found}"

    def left(self, besides=()):
        known = {".cache", ".matplotlib", "default", *besides, *others.BESIDE, *others.FILES}
        theirs = {"walkthrough-main", *others.TEMPORARY, *others.FILES}
        return [
            *self.processes(),
            *(path for path in self.temporary.iterdir() if path.name not in theirs),
            *(path for path in self.build.iterdir() if path.name not in known),
            *(path for path in self.build.glob(".cache/*") if path.suffix != ".json"),
        ]

    def remove(self):
        for pid in self.processes():
            os.kill(pid, 9)
        shutil.rmtree(self.temporary)


def ended(process):
    try:
        out, error = process.communicate(timeout=90)
    finally:
        process.kill()
    return process.returncode, out, error


def content(folder):
    files = filter(Path.is_file, sorted(folder.rglob("*")))
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


class Page(HTMLParser):
    """Whether a page goes on to its end."""

    done = False

    def handle_endtag(self, tag):
        self.done = tag == "html"


def parses(path):
    """Assert that a file is whole, by its own format."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        nbformat.validate(nbformat.reads(text, as_version=4))
        assert text.endswith("}\n")
    elif path.suffix == ".json":
        json.loads(text)
    elif path.suffix == ".html":
        page = Page()
        page.feed(text)
        assert page.done, path
    elif path.suffix == ".csv":
        rows = list(csv.reader(text.splitlines(), strict=True))
        assert len({len(row) for row in rows}) == 1 and text.endswith("\n"), path
    else:
        assert path.suffix in (".md", ".sh") and text.endswith("\n"), path
