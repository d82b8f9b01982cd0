"""What the department is told: the monthly return, the September Guarantee, the activity survey, and moves between
authorities."""
