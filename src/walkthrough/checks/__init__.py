"""Checks of stored notebooks: the guard's rules, then nbval's comparison of every output."""
