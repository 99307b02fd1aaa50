"""Photos, video and PDF made harmless: what tells of place, owner and device taken out, what acts refused.

Nothing of our domain; the cleaning itself happens in a process of its own (`opening`).
"""
