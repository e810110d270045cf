"""A publisher's HTML made into facts, plain text, Markdown and index words: pure functions on strangers' text.

    tree      HTML -> a tree that is safe to walk      addresses  made absolute; which name the same picture
    text      plain text and titles                   images     the pictures of a story   credit  caption | credit
    fold      the search folding                      derive     ParsedStory -> StoryToSave; has a story changed?
    markdown  the article view's text (the only importer of markdownify):
              tree -> shape (embeds, figures, inline, tables) -> markdownify -> emphasis

Everything here runs on hostile input in worker processes: depth, size and work are bounded, nothing is fetched.
"""
