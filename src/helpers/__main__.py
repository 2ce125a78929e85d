"""`python -m helpers` is `walkthrough`."""

from helpers.entry import main

if __name__ == "__main__":
    main()
