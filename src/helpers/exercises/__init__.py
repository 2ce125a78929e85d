"""Exercises that check themselves: what they ask, their hashed answers, and the check."""
