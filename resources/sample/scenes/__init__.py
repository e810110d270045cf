"""The scenes of the sample edition's pictures, by subject. Used by ../pictures.py only."""
