"""Where cases, drafts, accounts and evidence are kept. Nothing here commits; services do."""
