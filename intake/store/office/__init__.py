"""What the coordinating office keeps: board, matters without a lead, supervision, reminders, letters."""
