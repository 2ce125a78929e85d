"""Answers in a form that tells whether an answer is one of them, and not which they are.

An answer is stored under a slow hash of itself, with what is to be said to whoever gives it, and
that sentence can be read only with the answer. Right answers and near misses look alike. This
keeps the file from giving an answer away; it does not stop a program that tries all there could be.
"""

from __future__ import annotations

import hashlib

ROUNDS = 200_000
"""Repetitions of the hash: a check takes some 40 ms, which nobody notices, and so does each guess.

More would slow every run of the notebooks, and still stop nobody who lets a program guess.
"""
LENGTH = 320
"""Bytes of what is said, so that its length says nothing."""


def seal(exercise: str, answer: str, said: str) -> tuple[str, str]:
    """The tag under which the answer is found, and the sentence that only the answer opens."""
    tag, pad = _keys(exercise, answer)
    plain = said.encode().ljust(LENGTH)
    if len(plain) > LENGTH:
        raise ValueError(f"exercise {exercise}: {said!r} is too long; say it in {LENGTH} bytes")
    return tag, _mixed(plain, pad)


def unseal(exercise: str, answer: str, sealed: dict[str, str]) -> str | None:
    """What is said to this answer; None if it is none of those foreseen."""
    tag, pad = _keys(exercise, answer)
    if tag not in sealed:
        return None
    return bytes.fromhex(_mixed(bytes.fromhex(sealed[tag]), pad)).decode().rstrip()


def _keys(exercise: str, answer: str) -> tuple[str, bytes]:
    key = hashlib.pbkdf2_hmac("sha256", answer.encode(), exercise.encode(), ROUNDS, dklen=32)
    return key[:8].hex(), hashlib.shake_256(key[8:]).digest(LENGTH)


def _mixed(text: bytes, pad: bytes) -> str:
    return bytes(a ^ b for a, b in zip(text, pad, strict=True)).hex()
