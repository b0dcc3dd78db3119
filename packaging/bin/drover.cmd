@echo off
"%~dp0..\node\node.exe" "%~dp0..\out\main\cli.js" %*
