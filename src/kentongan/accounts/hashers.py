"""Argon2id as OWASP recommends for small machines: 19 MiB, two passes, one lane.

Django's default takes 100 MiB for each sign-in: a shift change would need gigabytes at once.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class SmallArgon2(Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
