"""What a report says, as objects that know the rows they come from."""
