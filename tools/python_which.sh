#!/bin/sh
# The Python that can build and test the package: python_which.sh
# $COMITIA_PYTHON, python3, or the system's own beside another one.
for python in "${COMITIA_PYTHON:-python3}" python3 /usr/bin/python3; do
    if "$python" -c 'import importlib.util, os, sys, sysconfig
needed = ["cffi", "pip", "pytest", "setuptools"]
header = os.path.join(sysconfig.get_config_var("INCLUDEPY"), "Python.h")
sys.exit(sys.version_info < (3, 11) or not os.path.exists(header) or
         None in map(importlib.util.find_spec, needed))' 2>/dev/null; then
        echo "$python"
        exit 0
    fi
done
echo "no python3 (3.11 or newer) has cffi, pip, pytest, setuptools and Python.h;" \
    "Debian: python3-cffi python3-pip python3-pytest python3-dev" >&2
exit 1
