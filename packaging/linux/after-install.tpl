#!/bin/bash
# Runs as root when the package was installed. electron-builder puts the names in.
set -e
root='/opt/${sanitizedProductName}'

ln -sf "$root/${executable}" '/usr/bin/${executable}'
ln -sf "$root/resources/drover/bin/drover" /usr/bin/drover

# Chromium's sandbox needs this where the kernel gives ordinary users no namespaces.
if ! { [ -L /proc/self/ns/user ] && unshare --user true 2>/dev/null; }; then
  chmod 4755 "$root/chrome-sandbox" || true
fi
if hash update-mime-database 2>/dev/null; then update-mime-database /usr/share/mime || true; fi
if hash update-desktop-database 2>/dev/null; then update-desktop-database /usr/share/applications || true; fi
