#!/usr/bin/env python3
"""What is generated in the Python package is what would be: test_generated.py ROOT"""

import os
import subprocess
import sys

root = sys.argv[1]
sys.path.insert(0, os.path.join(root, "tests", "support"))
from tap import Tap  # noqa: E402

tap = Tap()
done = subprocess.run([sys.executable, os.path.join(root, "tools", "python_api.py"),
                       "--check"], capture_output=True, text=True)
tap.case("the classes of answers, the methods and the reserved words are of today: "
         "tools/python_api.py", [done.stderr] if done.returncode else [])
tap.done()
