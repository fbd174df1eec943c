@echo off
rem The edgewise command for Windows, as the file edgewise is elsewhere: finds a JDK 25, builds what a command
rem needs when a source has changed, and runs it.
setlocal enableextensions disabledelayedexpansion
set "root=%~dp0"
set "root=%root:~0,-1%"
set "app=%root%\edgewise-app"

set "module=edgewise-app"
set "main=dev.edgewise.cli.Main"
set "name=edgewise"
rem The commands of the trainer's module have their help there.
set "helped="
if "%~1"=="help" if "%~2"=="train" set "helped=train"
if "%~1"=="help" if "%~2"=="dataset" set "helped=dataset"
set "command=%~1"
if defined helped set "command=%helped%"
for %%c in (train dataset) do if "%command%"=="%%c" (
    set "module=edgewise-train"
    set "main=dev.edgewise.%%c.Main"
    set "name=edgewise-train"
)
set "target=%root%\%module%\target"
set "jar=%target%\%name%.jar"

set "jdk="
if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%j in ('where java 2^>nul') do if not defined jdk call :try "%%~dpj.."
for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk*" "%USERPROFILE%\.jdks\*") do if not defined jdk call :try "%%~d"
if not defined jdk (
    echo edgewise: needs a JDK 25: install one ^(Eclipse Temurin 25, say^) or set JAVA_HOME to it>&2
    exit /b 1
)

call :stale
if errorlevel 1 (
    call :build
    if errorlevel 1 exit /b 1
)

rem ONNX Runtime would report the command line to its maker.
set "ORT_DISABLE_TELEMETRY=1"
set "native="
set "libraries=%app%\target\native\ai\onnxruntime\native\win-x64"
if exist "%libraries%\onnxruntime.dll" set native="-Donnxruntime.native.path=%libraries%"
rem Standard output is UTF-8 everywhere; the console gets its own code page back at the end.
for /f "tokens=2 delims=:." %%c in ('chcp') do set "codepage=%%c"
chcp 65001 >nul
rem The server's heap is small, as in the file edgewise.
set "serving="
set /a young=20+4*%NUMBER_OF_PROCESSORS%
set /a first=36+4*%NUMBER_OF_PROCESSORS%
set /a heap=256+32*%NUMBER_OF_PROCESSORS%
if "%~1"=="serve" set "serving=-XX:+UseSerialGC -Xms%first%m -Xmx%heap%m -Xmn%young%m -XX:SurvivorRatio=2 -XX:TargetSurvivorRatio=90"
set flags=%serving% --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow %native% -cp "%jar%" %main%
if defined helped "%jdk%\bin\java" %flags% %helped% --help
if not defined helped "%jdk%\bin\java" %flags% %*
set "code=%errorlevel%"
chcp %codepage% >nul
exit /b %code%

rem Sets jdk to folder %1 if that holds a JDK of version 25 or newer.
:try
if not exist "%~1\bin\javac.exe" exit /b
if not exist "%~1\release" exit /b
for /f "usebackq tokens=2 delims==." %%v in (`findstr /b JAVA_VERSION^= "%~1\release"`) do if not defined jdk (
    for /f "delims=" %%n in ("%%~v") do call :atleast "%%n" "%~1"
)
exit /b

:atleast
set "major=%~1"
set "major=%major:"=%"
if %major% geq 25 set "jdk=%~2"
exit /b

rem Fails if something that the module is made of is newer than its last build.
:stale
if not exist "%jar%" exit /b 1
if not exist "%target%\launcher.stamp" exit /b 1
powershell -NoProfile -Command "$s = (Get-Item -LiteralPath $env:target\launcher.stamp).LastWriteTimeUtc; $p = @(\"$env:root\pom.xml\", \"$env:app\pom.xml\", \"$env:root\$env:module\pom.xml\"); $d = @(\"$env:app\src\main\", \"$env:root\$env:module\src\main\"); $n = @(Get-Item -LiteralPath ($p + $d)) + @(Get-ChildItem -LiteralPath $d -Recurse) | Where-Object { $_.LastWriteTimeUtc -gt $s } | Select-Object -First 1; if ($n) { exit 1 }"
exit /b %errorlevel%

:build
where mvn >nul 2>nul
if errorlevel 1 (
    echo edgewise: needs Apache Maven 3.8 or newer to build: install it>&2
    exit /b 1
)
if not exist "%target%" mkdir "%target%"
set "log=%target%\launcher.log"
echo edgewise: building %module% ^(only when a source has changed; log: %log%^)>&2
type nul >"%target%\launcher.started"
set "JAVA_HOME=%jdk%"
call mvn -B -f "%root%\pom.xml" -pl %module% -am -Dquick -DskipTests -Dmaven.test.skip=true package >"%log%" 2>&1
if errorlevel 1 (
    findstr /b "[ERROR]" "%log%" >&2
    echo edgewise: the build of %module% failed; the whole log is %log%>&2
    exit /b 1
)
if not exist "%app%\target\native" mkdir "%app%\target\native"
pushd "%app%\target\native"
for %%f in ("%app%\target\lib\onnxruntime-*.jar") do "%jdk%\bin\jar" --extract --file "%%~f" ai/onnxruntime/native/win-x64 >>"%log%" 2>&1
popd
move /y "%target%\launcher.started" "%target%\launcher.stamp" >nul
exit /b 0
