"""Working away from the desk: the day sheet, and what was written where there is no signal."""
