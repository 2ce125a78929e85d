"""The command line: options, progress, tables, and one module per group of commands."""
