"""What `http` stands on and what needs the standard library only: hosts, sockets, questions, answers, bodies."""
