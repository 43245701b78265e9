"""`python -m stunting`."""

import sys

try:
    from stunting.cli import main
except KeyboardInterrupt:
    # Loading takes a second or two, and Ctrl-C may come before any command began.
    print("Dibatalkan; tidak ada yang berubah.", file=sys.stderr)
    sys.exit(1)

if __name__ == "__main__":
    sys.exit(main())
