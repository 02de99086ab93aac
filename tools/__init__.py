"""What sets up, tests and checks this repository. The companion itself never imports it."""
