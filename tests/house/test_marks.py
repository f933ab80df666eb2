"""What needs a browser says so: `.ci/run` gives it the machine for itself."""

from pathlib import Path


def test_every_test_of_a_browser_is_marked():
    folder = Path(__file__).parents[1] / "browser"
    unmarked = [
        file.name
        for file in folder.glob("test_*.py")
        if "pytest.mark.browser" not in file.read_text(encoding="utf8")
    ]
    assert unmarked == []
