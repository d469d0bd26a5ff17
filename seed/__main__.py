"""`python -m seed`: prove the data files and load them into the database."""

from seed.cli import main

if __name__ == "__main__":
    main()
