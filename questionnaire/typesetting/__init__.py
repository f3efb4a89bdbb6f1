"""Words set in type, in a process of its own: what that takes of memory, the server need not hold."""
