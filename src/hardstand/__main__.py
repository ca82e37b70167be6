"""`python -m hardstand` is the command line."""

from hardstand.cli import main

main()
