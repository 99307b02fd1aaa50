"""How the site is built: what changed is made, in several processes, and written."""
