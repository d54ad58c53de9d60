"""``python -m newscompare.cli`` is the command ``newscompare``."""

import sys

from newscompare.cli import main

sys.exit(main())
