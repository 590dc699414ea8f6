"""Annotating in the preview: what the form on a page asks for, answered from the disk.

In: the root of a site, the name of an action, JSON values. Out: a status and JSON values. Whatever
was asked, the answer says what is wrong with it and what to do instead. Must not know HTTP beyond a
status, nor who may ask: that is settled before.
"""

from builder.serve.annotating.acting import handle

__all__ = ["handle"]
