"""Writing that is whole, on the disk, and removes nothing of the user's."""
