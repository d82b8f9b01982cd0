"""The way out: what is kept of each young person, said as the return wants it. The mirror of feeds' importing.

``scope`` says of whom, ``reading`` gathers what is kept about them, a few thousand at a time; ``mapping`` makes a
record of it, without a database; ``streaming`` writes the records, or judges them.
"""
