"""What goes to other readers and comes from them: OPML. Pure functions on bytes and records."""
