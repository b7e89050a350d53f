"""What those who embed the library are given to test with."""
