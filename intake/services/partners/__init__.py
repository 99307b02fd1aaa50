"""Other systems: their keys, the cases they hand over and work on, where their events go."""
