@echo off
cd /d "%~dp0"
py -@PYTHON@ --version >nul 2>nul
if not errorlevel 1 (
  py -@PYTHON@ bat-dau.py %*
) else (
  python bat-dau.py %*
)
if errorlevel 1 pause
