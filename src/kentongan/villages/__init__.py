"""What the village chain tells and is asked (practice.md §1.6): reports that a camat or a village
sends on from its groups, and verifications that 112 asks for.

Promises: nothing is sent and nothing is opened by itself, an officer confirms each report. A
village is never asked about an incident whose caller must not be contacted.
"""
