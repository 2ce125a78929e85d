"""Editions of the notebooks for students and instructors, and the key to the exercises."""
