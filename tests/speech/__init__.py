"""Are words said as a careful person would say them?"""
