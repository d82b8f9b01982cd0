"""Oversight's pages."""
