"""The data package: its descriptor and schemas, and its files, each checked as it is read."""
