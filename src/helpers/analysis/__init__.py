"""Pure functions over frames: nothing here reads a file or draws."""
