"""Policy documents and their tasks (policy, article 7)."""
