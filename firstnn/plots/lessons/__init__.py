"""The pictures of one lesson each."""
