"""Settings, URLs and navigation: the one place that knows every room."""
