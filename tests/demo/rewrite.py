"""Writes the bundled demo register anew, after a change of its generator.

Run it as `python -m tests.demo.rewrite`.
"""

from __future__ import annotations

from cm_method.adapters.json import register_to_json
from cm_method.demo import demo_register_path
from cm_method.demo.generate import write

if __name__ == "__main__":
    write(demo_register_path().parent, register_to_json)
