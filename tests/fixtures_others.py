"""Other people's things, under every name that could tempt a command to tidy up."""

import hashlib
import os
import stat

from walkthrough.util import leftovers, manifest

THESIS = "years of work"
TEMPORARY = [
    "walkthrough-thesis", "walkthrough-abcdefgh", "walkthrough-main.old", "batch-notes",
    "tmpabcdefgh", "kernels", ".walkthrough-kernels-0", ".walkthrough-kernels-0-thesis01",
    ".walkthrough-kernels-0-my-notes", ".default.walkthrough-thesis01", "matplotlib-thesis",
]  # fmt: skip
"""Folders in the temporary directory."""
BESIDE = [
    "thesis", ".default.partial", ".default.last", ".default.old", ".default.new", "default.bak",
    "default2", ".default", "other.failed", "refresh", ".default.walkthrough-thesis01",
    ".default.walkthrough-notes", ".02-two.partial",
]  # fmt: skip
"""Folders beside the run's."""
NOTEBOOKS = ["drafts", ".ipynb_checkpoints"]
FILES = [".default.part", ".default.lock", "default.txt", "run.json", ".walkthrough-temporary"]
INSIDE = {
    "notes.md": lambda run: (run / "notes.md").write_text(THESIS),
    "notebooks/mine.ipynb": lambda run: (run / "notebooks" / "mine.ipynb").write_text("{}"),
    "notebooks/01-one.ipynb": lambda run: edited(run / "notebooks" / "01-one.ipynb"),
    ".git": lambda run: filled(run / ".git"),
    "photos": lambda run: (run / "photos").mkdir(),
    "html/link": lambda run: (run / "html" / "link").symlink_to(run / "run.json"),
}
"""What somebody does in the folder of a run, by the name that the refusal says."""


def filled(folder):
    folder.mkdir(mode=0o700)
    (folder / "chapter1.txt").write_text(THESIS)


def edited(path):
    path.write_text(path.read_text(encoding="utf-8").replace("print", "# MY ANSWER print", 1))


def put(clone):
    """Lay them out; the clone itself lies in the temporary directory, with work not committed."""
    places = {clone.temporary: TEMPORARY, clone.build: BESIDE, clone.root / "notebooks": NOTEBOOKS}
    for where, names in places.items():
        where.mkdir(exist_ok=True)
        for name in names:
            filled(where / name)
        for name in FILES:
            (where / name).write_text(THESIS)
    filled(clone.root / ".git")
    (clone.root / "not-committed.txt").write_text(THESIS)
    # a run of another project, a folder that looks as if a killed process had left it, and a copy
    # of such a folder with its marker
    (clone.build / "other.failed" / "run.json").write_text('{"lr": 0.1}')
    left = clone.temporary / ".walkthrough-kernels-0-thesis01"
    (left / leftovers.MARKER).write_text("")
    copied = clone.build / ".default.walkthrough-thesis01"
    text = f"{copied.name}9 was made by walkthrough and may be removed.\ndefault"
    (copied / leftovers.MARKER).write_text(text)
    (clone.build / "default.bak" / manifest.NAME).write_text('{"kind": "run"}')


def found(clone):
    """All that was laid out and is there, with type and content."""
    tops = [clone.temporary / name for name in [*TEMPORARY, *FILES]]
    tops += [clone.build / name for name in [*BESIDE, *FILES]]
    tops += [clone.root / "notebooks" / name for name in [*NOTEBOOKS, *FILES]]
    tops += [clone.root / ".git", clone.root / "not-committed.txt"]
    paths = [path for top in tops for path in (top, *(top.rglob("*") if top.is_dir() else ()))]
    return {str(path.relative_to(clone.temporary)): state(path) for path in paths if os.path.lexists(path)}


def state(path):
    kind = stat.S_IFMT(path.lstat().st_mode)
    return kind, hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
