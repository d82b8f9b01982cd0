"""The reference that is made from the code itself: who may open what, and the map of the rooms."""
