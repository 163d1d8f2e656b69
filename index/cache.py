"""Where made things are kept that can be made again, such as the embedding model as OpenVINO reads it.

Beside the packages: in the virtual environment when there is one, so that it goes when that goes. Else in the user's own
cache. SCRUTINEER_CACHE names another folder, and then no other is used.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "SCRUTINEER_CACHE"


def folders() -> tuple[Path, ...]:
    """The folders to look in, best first; what is not found is made in the first that can be written to."""
    if named := os.environ.get(VARIABLE, "").strip():
        return (Path(named).absolute(),)
    from platformdirs import user_cache_path

    user = user_cache_path("scrutineer", appauthor=False)
    return (Path(sys.prefix) / "cache" / "scrutineer", user) if sys.prefix != sys.base_prefix else (user,)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """An empty folder to fill, moved to `target` when the block ends well: a reader sees all of it or nothing.

    When another process was first, its folder stays. Raises OSError when it cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        made.chmod(0o755)  # mkdtemp's are closed to others, but one who installs may not be the one who asks
        yield made
        try:
            made.rename(target)
        except OSError:
            if not target.is_dir():
                raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
