"""What was built or taken away between two dates: surfaces and structures, never what moves."""
