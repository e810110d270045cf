"""The sync room: `pipeline` draws it, `ports` says what it asks of others, `workers` is where strangers' bytes are read."""
