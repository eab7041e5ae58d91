"""PyYAML, loaded without compiling the patterns of its own reader and resolver.

It compiles them when it is imported, which takes a tenth of a check; fact files are read by libyaml, which needs none. Here
each of them is compiled when it is first used.
"""

from __future__ import annotations

import re
import sys

from briefgen.base.values import Pattern

__all__ = ("yaml",)

if "yaml" not in sys.modules:
    _compile = re.compile
    re.compile = Pattern  # type: ignore[assignment]  # it has each method that PyYAML calls
    try:
        import yaml
    finally:
        re.compile = _compile
else:
    import yaml
