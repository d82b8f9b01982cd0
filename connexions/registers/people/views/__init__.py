"""The pages of people: HTTP in, one call into queries or actions, a page out."""
