"""What every room needs: whole files and folders, locks, processes, templates, optional packages."""
