"""The post room: sends and receives texts, e-mails and letters; knows addresses, not people."""
