"""How an extract becomes rows: read, judged, compared with what is here, and written as sets.

A record by record through the models would take an hour for a county; so rows are laid out in temporary
tables and applied with a handful of statements, all in one transaction. What the rooms promise about their
rows (words to search by, one current activity, versions that count up) is kept here for them.
"""
