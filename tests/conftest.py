"""This file's folder is importable in tests (`import toys`)."""
