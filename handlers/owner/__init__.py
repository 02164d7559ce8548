"""What only owners do: pause everything, close a phase, read who changed what."""
