"""Speed, measured: `make bench` prints one table of a run, with peers beside us where there are any."""
