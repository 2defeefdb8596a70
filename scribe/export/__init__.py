"""A result in the forms that leave the program."""
