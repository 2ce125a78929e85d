"""Texts that are more than text somewhere."""

from helpers.claims.judgement import Judgement

SCRIPT = "<script>document.title = 'hacked'</script>"
HOSTILE = {
    "a script": SCRIPT,
    "an image": "<img src=x onerror=\"document.title='hacked'\">",
    "out of an attribute": "' onmouseover='document.title=1' x='\"><svg/onload=alert(1)>",
    "markdown": "[x](javascript:alert(1)) ![](//example.org/x.png) `x`",
    "mathematics": r"$\frac{$",
    "a template": "{{ 7 * 7 }} ${7*7} %s {0}",
    "code": "'); import os; os.system('touch hacked') #",
    "a formula": '=HYPERLINK("http://example.org")',
    "another formula": "@SUM(A1)",
    "lines": "one\ntwo\r\n| three |",
    "out of the folder": "../../../etc/passwd",
    "right to left": "abc\u202egnp.exe\u2066",
    "a terminal's": "\x1b[2J\x1b]0;hacked\x07",
    "NUL": "a\0b",
    "long": "x" * 10_000_000,
}


def shown(text):
    """A verdict as a cell of a notebook may make it."""
    reading = {"reading": text, "verdict": "holds", "value": 1.0, "evidence": text}
    record = {"claim": "A1.1", "part": text, "statement": text, "stated": text, "verdict": "holds",
              "contested": True, "parameters": {"south": text}, "readings": [reading]}  # fmt: skip
    return Judgement.model_validate(record)
