"""All examined articles + sources → the pages of the site.

In: content, examined articles and today's date. Out: pages (views) and what is wrong between the
parts: ids that name nothing, addresses taken twice. Here, and only here, sources are joined to
claims. Must not know templates, HTML beyond what `marks` wove, or where files go.
"""

from builder.derive.pages import join, pages

__all__ = ["join", "pages"]
