"""Notebook files: reading and writing (`io`), tags, text and slide types of cells (`tags`, `text`,
`slideshow`), the claims that they judge (`judged`), and pages of HTML (`html`).
"""
