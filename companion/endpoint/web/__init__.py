"""The organisers' pages: HTML from the server, no script, nothing from anywhere else."""
