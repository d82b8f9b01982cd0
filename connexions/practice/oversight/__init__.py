"""How well the work is done, and whom it has not reached: samples, supervision, coverage."""
