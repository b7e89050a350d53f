"""``python -m cm_method`` is the command line ``cm-method``."""

from cm_method.cli import main

if __name__ == "__main__":
    main()
