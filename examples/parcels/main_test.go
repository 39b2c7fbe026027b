package main

func Example() {
	main()
	// Output:
	// promised in 10 days  delivered after 7  kept    margin +3 days
	// promised in 3 days   delivered after 7  broken  margin -4 days
}
