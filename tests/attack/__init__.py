"""Attacks on our own work: is a member's word anywhere that it must not be?"""
