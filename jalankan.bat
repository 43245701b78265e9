@echo off
rem Klik dua kali untuk menjalankan dasbor di Windows. Perlu Python 3.11 atau lebih baru.
cd /d "%~dp0"
if not exist .venv\Scripts\python.exe (
  py -3 -m venv .venv || python -m venv .venv || goto gagal
)
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check -r requirements.txt || goto gagal
.venv\Scripts\python -m stunting build --if-missing || goto gagal
.venv\Scripts\python -m stunting serve
goto :eof
:gagal
echo.
echo Pemasangan gagal. Periksa bahwa Python 3.11 atau lebih baru terpasang dari python.org, lalu coba lagi.
pause
