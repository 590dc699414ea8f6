"""`python -m builder` is the command `selon`."""

import sys

from builder.cli import main

if __name__ == "__main__":
    sys.exit(main())
