"""How fast and how large reading is. Run as modules: `python -m benchmarks.reading FOLDER`."""
