"""Starts the example: `python -m docs.examples.embedding.run`. Ctrl-C ends it, and all is gone."""

from __future__ import annotations

import signal
import sys

from sqlalchemy import create_engine

from cm_method.adapters.json import read_register
from cm_method.demo import demo_register_path
from docs.examples.embedding import store
from docs.examples.embedding.app import make_app
from docs.examples.embedding.database import temporary_database

if __name__ == "__main__":
    # Whoever stops it in another way leaves no database behind either.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with temporary_database() as address:
        engine = create_engine(address)
        store.create_tables(engine)
        with engine.begin() as connection:
            for journal in read_register(demo_register_path()):
                store.merge(connection, journal)
        print("Try: curl 'http://localhost:5000/journals/P-0001/review?on=2028-03-31&lang=en'")
        make_app(engine).run()
        engine.dispose()
