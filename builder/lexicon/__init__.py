"""What the builder knows about languages: words are data, one file for each language.

In: text and a language tag. Out: offsets in code points and what stands there. Must not know
articles, quotes or rules.
"""

from builder.lexicon.data import has_words
from builder.lexicon.sentences import UNSPACED, sentence_at, sentences

__all__ = ["UNSPACED", "has_words", "sentence_at", "sentences"]
