"""`python -m sourcebook.cli`."""

from sourcebook.cli.root import main

if __name__ == "__main__":
    main()
