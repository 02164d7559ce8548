"""Lists that an owner sends as a file: units in and out, cadres by unit."""
