#!/usr/bin/env python3
"""The extension for Visual Studio Code as one file to install: tools/vsix.py FOLDER

FOLDER/comitia-VERSION.vsix is made of editors/vscode and of the client library that
npm fetches for it. A .vsix is a zip with two lists in it (Open Packaging Conventions).
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape, quoteattr

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TYPES = {"js": "application/javascript", "json": "application/json",
         "md": "text/markdown", "vsixmanifest": "text/xml"}


def manifest(package):
    """What an editor reads before it installs the extension."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id={quoteattr(package["name"])} Version={
        quoteattr(package["version"])} Publisher={quoteattr(package["publisher"])}/>
    <DisplayName>{escape(package["displayName"])}</DisplayName>
    <Description xml:space="preserve">{escape(package["description"])}</Description>
    <Categories>{escape(",".join(package["categories"]))}</Categories>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value={
        quoteattr(package["engines"]["vscode"])}/>
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
  <Dependencies/>
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true"/>
  </Assets>
</PackageManifest>
"""


def content_types(names):
    """Every kind of file in the zip, by the end of its name."""
    ends = sorted({name.rsplit(".", 1)[1] for name in names if "." in
                   os.path.basename(name)})
    whole = [name for name in names if "." not in os.path.basename(name)]
    return ('<?xml version="1.0" encoding="utf-8"?>\n<Types xmlns="http://schemas.'
            'openxmlformats.org/package/2006/content-types">\n' +
            "".join(f'  <Default Extension="{end}" ContentType='
                    f'"{TYPES.get(end, "text/plain")}"/>\n' for end in ends) +
            "".join(f"  <Override PartName={quoteattr('/' + name)} "
                    'ContentType="text/plain"/>\n' for name in whole) +
            "</Types>\n")


def pack(extension, folder):
    """Makes the .vsix of an extension and its node_modules; its path."""
    with open(os.path.join(extension, "package.json"), encoding="utf-8") as file:
        package = json.load(file)
    parts = {}
    for place, folders, files in os.walk(extension):
        folders[:] = sorted(name for name in folders if name != ".bin")
        for name in sorted(files):
            path = os.path.join(place, name)
            inside = os.path.relpath(path, extension).replace(os.sep, "/")
            if inside != "package-lock.json" and not name.endswith(".vsix"):
                with open(path, "rb") as file:
                    parts["extension/" + inside] = file.read()
    with open(os.path.join(ROOT, "LICENSE"), "rb") as file:
        parts["extension/LICENSE.txt"] = file.read()
    parts["extension.vsixmanifest"] = manifest(package).encode()
    parts["[Content_Types].xml"] = content_types(parts).encode()
    made = os.path.join(folder, f"{package['name']}-{package['version']}.vsix")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data,
                         zipfile.ZIP_DEFLATED)
    return made


def main(folder):
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        extension = os.path.join(scratch, "vscode")
        shutil.copytree(os.path.join(ROOT, "editors", "vscode"), extension)
        if not os.path.isdir(os.path.join(extension, "node_modules")):
            subprocess.run(["npm", "install", "--omit=dev", "--ignore-scripts",
                            "--no-audit", "--no-fund", "--silent"], cwd=extension,
                           check=True)
        print(pack(extension, folder))


if __name__ == "__main__":
    main(sys.argv[1])
