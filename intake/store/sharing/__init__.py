"""What the processes of an installation tell each other."""
