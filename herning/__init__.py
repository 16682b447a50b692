"""Case management for children's services by the Herning model."""
