"""Pages of invented news in the markup of common publishing systems, with what is to be read from them."""
