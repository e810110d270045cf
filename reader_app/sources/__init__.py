"""One room per news API; `protocol` says what a source kind is, `kinds` lists them, `discovery` finds what a URL offers."""
