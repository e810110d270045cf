"""The page of one story: Markdown set like a newspaper, in a text browser that can reach nothing but the store."""

from ui.article.view import ArticleView

__all__ = ["ArticleView"]
