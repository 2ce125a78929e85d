"""Figures: nothing here computes more than it draws."""
