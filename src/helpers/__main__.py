"""`python -m helpers` is `walkthrough`."""

from helpers.cli import main

if __name__ == "__main__":
    main()
