"""What was dear to make and may be used again, in `.cache/`.

In: values under names that stand for everything they depend on, and what is known of every part of
the site. Out: the same, or nothing. Must not know what they are. The folder lies beside content/,
never in the output, and may be deleted at any time; an entry that is not whole is as good as none,
and what cannot be written is not kept. `cache.store` is imported by whoever builds.
"""

from builder.cache.folder import FOLDER, forget, keep, recall, tick

__all__ = ["FOLDER", "forget", "keep", "recall", "tick"]
