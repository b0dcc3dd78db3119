#!/bin/bash
# Runs as root when the package was removed. Workspaces are the user's and stay.
rm -f '/usr/bin/${executable}' /usr/bin/drover
