"""The cards that come with the system: drafts, original text, for a doctor of the regency to read,
change and approve. Facts only are from the sources that each names.
"""

from pathlib import Path

FOLDER = Path(__file__).parent / "cards"


def starter_texts() -> list[str]:
    """The texts, in the order of their names."""
    return [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml"))]
