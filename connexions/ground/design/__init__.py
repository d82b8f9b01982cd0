"""How every page looks and every question is asked."""
