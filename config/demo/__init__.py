"""Invented people: two partnerships full of young people who do not exist, and the facts they stand on."""
