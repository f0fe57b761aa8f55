### One ticket: its messages, its promise, what can be done.
