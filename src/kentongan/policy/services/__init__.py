"""What is done with the regency's decisions as a whole: rehearse a call, hand out a package, take
one over.
"""

from kentongan.policy.services.package import compare_package, export_package, import_package
from kentongan.policy.services.rehearsal import rehearse_call

__all__ = ["compare_package", "export_package", "import_package", "rehearse_call"]
