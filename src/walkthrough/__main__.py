"""`python -m walkthrough` is `walkthrough`."""

from south_south_walkthrough import main

if __name__ == "__main__":
    main()
