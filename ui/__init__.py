"""The window: Qt Widgets over the library; knows records, errors, words, settings, paths and the command line."""
