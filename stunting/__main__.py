"""`python -m stunting`."""

import sys

from stunting.cli import main

if __name__ == "__main__":
    sys.exit(main())
