"""What oversight's pages say."""
