"""The portal's pages. A page that another room's work adds stands beside these, and in ``presenters.frame.PAGES``."""
