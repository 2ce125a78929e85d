"""Exercises: answers that check themselves, and an edition each for students and instructors."""
