"""The module of mkdocs-macros: hands the texts of the pages to every page."""

import json
from pathlib import Path
from typing import Any


def define_env(env: Any) -> None:
    """Called by the plugin."""
    path = Path(env.project_dir) / "texts.json"
    env.variables["texts"] = json.loads(path.read_text(encoding="utf-8"))
