"""Where the command begins and ends: signals, streams, and what becomes of an error.

`main` does the slow imports, so that a signal which comes early is handled too.
"""

from __future__ import annotations

import codecs
import errno
import os
import signal
import sys
import unicodedata
from contextlib import suppress
from typing import NoReturn

from helpers.errors import UserError
from helpers.sanitize import line
from walkthrough.util.process import Stopped

SIGNALS = [getattr(signal, n) for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n)]
"""Ctrl-C, `kill`, and a terminal that is closed (there is none of the latter on Windows)."""

_SUBSTITUTES = "-> <- <-> + x ~ o ... - - - x ' ' \" \""
PLAIN = dict(zip("→←↔✓✗≈○…–—−×‘’“”", _SUBSTITUTES.split(), strict=True))
"""Substitutes for marks that an encoding lacks. A letter loses its accent; all else becomes ?."""

_CODES = ("EDQUOT", "EIO", "EMFILE", "ENFILE", "ENOMEM", "ENOSPC")
OF_THE_MACHINE = {getattr(errno, name) for name in _CODES if hasattr(errno, name)}
"""Errors that name no file and yet are no fault of this code."""

_stopped = 0
"""The signal that this process was asked to end by."""


def main() -> None:
    """The command `walkthrough`: a user's mistake is one line, not a traceback."""
    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:  # as for a command that nohup started
            signal.signal(number, _stop)
    prepare_streams()
    try:
        try:
            from walkthrough.cli.main import app

            app()
        except Stopped:
            raise
        except SystemExit:
            try:
                sys.stdout.flush()
            except OSError as error:
                raise OSError(error.errno, error.strerror, "standard output") from None
            raise
    except Stopped as stop:
        _end("; ".join(["stopped", *getattr(stop, "__notes__", [])]), stop.code)
    except Exception as error:
        if _stopped:  # some library has made an error of its own of it
            _end("stopped", 128 + _stopped)
        _end(*_outcome(error))


def _outcome(error: Exception) -> tuple[str, int]:
    """The message for an error, and the exit code. A fault of this code is raised again."""
    match error:
        case UserError():
            return f"error: {line(str(error))}", 2
        case BrokenPipeError():  # whoever read the output has seen enough
            return "", 1
        case MemoryError():
            return "error: there is not enough memory; end other programs, or do less at a time", 2
        case OSError() if error.filename is not None:
            return line(f"error: {error.filename}: {error.strerror}"), 2
        case OSError() if error.errno in OF_THE_MACHINE:
            return f"error: {error.strerror}", 2
    raise error


def prepare_streams() -> None:
    """Replace characters that an encoding lacks, and a stream that the caller closed."""
    codecs.register_error("walkthrough", _plainly)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="walkthrough")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    bare = [unicodedata.normalize("NFKD", c).encode("ascii", "ignore").decode() for c in text]
    return "".join(PLAIN.get(c) or b or "?" for c, b in zip(text, bare, strict=True)), error.end


def _stop(number: int, _: object) -> None:
    """Begin the clean-up at the first signal; ignore later ones, which would cut it short."""
    global _stopped
    _stopped = number
    for other in SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    for stream in (1, 2):
        try:
            os.write(stream, b"")
        except OSError:  # a terminal that is gone: a progress bar would fail at it
            _discard(stream)
    raise Stopped(128 + number)


def _end(message: str, code: str | int | None) -> NoReturn:
    """Print one line, if anybody reads it, and end."""
    for number, stream, text in ((1, sys.stdout, ""), (2, sys.stderr, f"{message}\n" if message else "")):
        try:
            stream.write(text)
            stream.flush()
        except (OSError, ValueError):
            _discard(number)
    sys.exit(code)


def _discard(number: int) -> None:
    """Replace a stream that is gone by the null device: else Python complains at exit."""
    with suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, number)
        if null != number:
            os.close(null)
