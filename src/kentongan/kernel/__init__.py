"""What every room stands on: clock, ids, errors, lifecycles, actors, keys. No models, no Django.

Promises: ids are UUIDv7 and never go back within a process; time is always aware and UTC inside;
there is one tree of refusals, each with a stable code and three sentences.
"""
