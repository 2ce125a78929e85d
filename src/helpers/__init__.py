"""Helpers of the notebook walk through one article on South-South migration."""
