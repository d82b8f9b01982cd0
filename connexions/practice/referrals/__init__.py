"""Handing a young person to a service and hearing back: sent with leave, answered in time, ended with an outcome."""
