# All but the compiled part stands in pyproject.toml.
from setuptools import setup

setup(cffi_modules=["build_comitia.py:ffi"])
