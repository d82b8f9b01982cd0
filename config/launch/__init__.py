"""What starts, stops and checks the product: set-up, the private PostgreSQL, and the commands in bin/.

Standard library, psycopg and rich only. Nothing here imports Django: these modules run before Django can.
"""
