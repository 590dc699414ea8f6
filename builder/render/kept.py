"""The code of templates, kept for the next build, which then compiles none.

In: the root of a site, and templates as Jinja asks for their code. Out: code that was compiled of
the same text by the same Jinja, Python and selon. Must not know what the code does. Code is run, so
none is taken from an entry that is not whole; `cache` sees to that.
"""

import hashlib
import marshal
from functools import cache as once
from importlib.util import MAGIC_NUMBER
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from builder import cache

KIND = "templates"


class KeptCode(BytecodeCache):
    """The code of the templates of a site: one entry for each, below its root."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.tidy = False

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        """Name the entry of a template."""
        return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()

    def get_bucket(
        self, environment: jinja2.Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Give the code of a template, if it was kept; it says of which file it is."""
        made_of = repr((_maker(), filename, source)).encode("ascii", "backslashreplace")
        bucket = Bucket(environment, self.get_cache_key(name), hashlib.sha256(made_of).hexdigest())
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of an entry, if it was compiled of the same."""
        entry = cache.recall(self.root, KIND, bucket.key)
        checksum = bucket.checksum.encode("ascii")
        if entry is not None and entry.startswith(checksum):
            bucket.code = marshal.loads(entry[len(checksum) :])  # noqa: S302 - it is our own, whole

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep code; at the first occasion, forget that of templates which are gone."""
        entry = bucket.checksum.encode("ascii") + marshal.dumps(bucket.code)
        cache.keep(self.root, KIND, bucket.key, entry)
        loader = bucket.environment.loader
        if loader is not None and not self.tidy:
            used = {self.get_cache_key(name) for name in loader.list_templates()}
            cache.forget(self.root, KIND, used, 0)
            self.tidy = True


@once
def _maker() -> str:
    """Name what compiles: Jinja, Python, and all in this folder, which tells Jinja how."""
    own = (path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    digest = hashlib.sha256(jinja2.__version__.encode() + MAGIC_NUMBER + b"".join(own))
    return digest.hexdigest()
