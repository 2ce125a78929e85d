"""Exercises that check themselves: the tasks, the answers as hashes, and the check."""
