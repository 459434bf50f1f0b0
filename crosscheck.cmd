@echo off
rem Runs crosscheck: in a clone, builds what is missing or older than its sources first; in a release, whose bin this is in, runs what
rem lies beside it on the Java that lies beside it. The same as the shell script "crosscheck" beside it. It was not run on Windows.
rem
rem   JAVA_HOME        in a clone, the JDK to use (17 or newer); without it, the java on the PATH
rem   CROSSCHECK_OPTS  options for Java, after the defaults below, so they win (for example -Xmx2g)
rem
rem Exit: the command's own (0 agrees, 1 disagrees, 2 usage or bad input), or 3 when there is no Java 17,
rem no Maven for a build that is due, or the build fails.
setlocal EnableExtensions DisableDelayedExpansion

set "root=%~dp0"
set "root=%root:~0,-1%"
set "version="
for %%r in ("%root%") do if /i "%%~nxr"=="bin" if exist "%root%\..\lib\crosscheck.jar" goto release

set "target=%root%\dl4j-compare\target"
set "stamp=%target%\classpath"
set "jar=%target%\dl4j-compare.jar"
set "argfile=%target%\classpath.args"
set "lock=%root%\target\launcher.lock"
set "log=%root%\target\launcher.log"
rem An argument file, because the class path is longer than a line of cmd may be.
set classes="@%argfile%"

set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%java%" goto nohome
for /f "tokens=2,3" %%u in ('""%java%" -version 2^>^&1"') do if "%%u"=="version" set "version=%%~v"
if not defined version goto nojava
set "major=0"
for /f "tokens=1 delims=.-+" %%m in ("%version%") do set "major=%%m"
if %major% LSS 17 goto oldjava
set "all="
for %%c in (verify answers) do if "%~1"=="%%c" set "all=-all"
set "archive=%target%\classes%all%-%version%.jsa"

call :fresh
if not errorlevel 1 goto run
where mvn >nul 2>&1
if errorlevel 1 goto nomaven
if not exist "%root%\target" mkdir "%root%\target" 2>nul
rem Where nothing can be written, there is no lock to wait for.
set "try=%root%\target\launcher.try%random%"
(type nul >"%try%") 2>nul
if not exist "%try%" goto unwritable
del "%try%"

set /a waited=0
:lock
mkdir "%lock%" 2>nul
if not errorlevel 1 goto locked
if %waited% EQU 1 echo crosscheck: waiting for a build that runs already; if none does, delete "%lock%">&2
if %waited% GEQ 1200 goto stilllocked
set /a waited+=1
ping -n 2 127.0.0.1 >nul
goto lock

:locked
call :fresh
if not errorlevel 1 goto unlock
if exist "%stamp%" echo crosscheck: building what changed ...>&2
if not exist "%stamp%" echo crosscheck: building (the first time downloads about 150 MB) ...>&2
type nul >"%lock%\started"
pushd "%root%"
call mvn -q -B -ntp -Dstyle.color=never -Dquick -Dmaven.test.skip=true package >"%log%" 2>&1 <nul
set "status=%errorlevel%"
popd
if not "%status%"=="0" goto failed
rem What was changed during the build counts as newer than it.
powershell -NoProfile -Command "(Get-Item -LiteralPath $env:stamp).LastWriteTimeUtc = (Get-Item -LiteralPath ($env:lock + '\started')).LastWriteTimeUtc"
rem So that the next 'mvn verify' compiles again, with its checks.
for %%m in (reference datasets dl4j-compare) do if exist "%root%\%%m\target\maven-status" rmdir /s /q "%root%\%%m\target\maven-status"
del "%log%"
call :fresh
if errorlevel 1 goto useless
:unlock
rmdir /s /q "%lock%"
goto run

:release
for %%r in ("%root%\..") do set "root=%%~fr"
set "target=%root%\lib"
set "jar=%target%\crosscheck.jar"
set classes=-cp "%jar%"
set "java=%root%\runtime\bin\java.exe"
if not exist "%java%" goto noruntime
for /f "usebackq tokens=1,2 delims==" %%k in ("%root%\runtime\release") do if "%%k"=="JAVA_VERSION" set "version=%%~l"
set "all="
for %%c in (verify answers) do if "%~1"=="%%c" set "all=-all"
set "archive=%target%\classes%all%-%version%.jsa"

:run
rem Threads of ND4J that wait for each other sleep instead of spinning, but for bench.
if not "%~1"=="bench" if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
rem Each thread of a campaign has a case of its own to work on.
if "%~1"=="campaign" if not defined OMP_NUM_THREADS set "OMP_NUM_THREADS=1"
rem What a command needs: room for a whole training set, and arrays that begin where a line of the cache does; or a quick start,
rem for which Java's first compiler is enough. Huge pages are Linux's.
set "quick=-Xmx512m -Xmn24m -XX:TieredStopAtLevel=1 -XX:Tier3BackEdgeThreshold=2000 -XX:-UsePerfData -Djava.util.concurrent.ForkJoinPool.common.parallelism=2"
set "fit=-Xmx512m"
rem Not for a large case, where the numbers, not the start, take the time; and without a look at the memory of the whole process for
rem each small array of ND4J.
if "%~1"=="verify" set "fit=-Xmx512m -Xmn64m -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Dorg.bytedeco.javacpp.maxPhysicalBytes=0"
if "%~1"=="answers" set "fit=-Xmx512m -Xmn64m -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Dorg.bytedeco.javacpp.maxPhysicalBytes=0"
if "%~1"=="demo" set "fit=-Xmx2g -XX:ObjectAlignmentInBytes=64"
if "%~1"=="campaign" set "fit=-Xmx2g -Xmn512m"
set "collector=-XX:+UseSerialGC"
if "%~1"=="campaign" set "collector=-XX:+UseParallelGC"
if "%~1"=="bench" set "fit=-Xmx512m -XX:ObjectAlignmentInBytes=64"
for %%c in (shape grade) do if "%~1"=="%%c" set "fit=%quick%"
set "first=%~1"
if "%first:~0,1%"=="-" set "fit=%quick%"
set "help="
rem 'shift' leaves the whole line as it is; an = parts two words, too.
:options
if "%~1"=="--help" set "help=true"
if "%~1"=="--all-in" if "%first%"=="grade" set "fit=-Xmx512m"
if "%~1"=="--case" if "%first%"=="verify" for %%f in ("%~2") do if exist "%%~ff" if %%~zf GTR 4000000 set "fit=-Xmx512m"
shift /1
if not "%~1"=="" goto options
if defined help if not "%first% %fit%"=="grade -Xmx512m" set "fit=%quick%"
rem The classes of the small commands, or those of verify and answers, laid out as this Java maps them. An empty file says that it
rem cannot. Java takes none whose jars lay elsewhere: a release may be moved.
set place=""
if exist "%archive%.place" set /p place=<"%archive%.place"
if not %place%=="%jar%" if exist "%archive%" del "%archive%" >nul 2>&1
if not exist "%archive%" call :archive
set "share=-Xshare:auto"
rem Java crashes on one that was cut short.
set "size=0"
if exist "%archive%.size" set /p size=<"%archive%.size"
for %%a in ("%archive%") do if exist "%%~a" if %%~za GTR 0 if "%%~za"=="%size%" set "share=-XX:SharedArchiveFile=%archive%"
rem No progress bars: to ask whether standard error is a terminal takes another program, which starts more slowly than Java.
"%java%" %fit% %collector% -XX:+ExitOnOutOfMemoryError "%share%" -Xlog:disable -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dpicocli.disable.closures=true "-Dpicocli.converters.excludes=java.time.*,java.sql.*" "-Dcrosscheck.command=%~0" %CROSSCHECK_OPTS% %classes% org.crosscheck.compare.cli.Main %*
exit /b %errorlevel%

:nojava
echo crosscheck: no java found; install a JDK 17 or newer, or set JAVA_HOME to one>&2
exit /b 3

:nohome
echo crosscheck: JAVA_HOME is "%JAVA_HOME%", but there is no bin\java.exe in it; set it to a JDK 17 or newer>&2
exit /b 3

:unwritable
echo crosscheck: a build is due, but "%root%\target" cannot be written; a clone of your own can be built>&2
exit /b 3

:oldjava
echo crosscheck: "%java%" is Java %version%; Java 17 or newer is needed>&2
exit /b 3

:nomaven
echo crosscheck: a build is due, but there is no mvn on the PATH; install Maven 3.8 or newer>&2
exit /b 3

:noruntime
echo crosscheck: "%java%" is not there; unzip the release again>&2
exit /b 3

:useless
echo crosscheck: the build left nothing that can be used>&2
rmdir /s /q "%lock%"
exit /b 3

:stilllocked
echo crosscheck: "%lock%" is there for 20 minutes; if no build runs, delete it>&2
exit /b 3

:failed
powershell -NoProfile -Command "Get-Content -LiteralPath $env:log -Tail 30" >&2
echo crosscheck: the build failed; its whole output is in "%log%">&2
rmdir /s /q "%lock%"
exit /b 3

:archive
rem Not where nothing can be written: each start would try. By a name of its own, since two may start at once.
set "new=%archive%.%random%%random%"
(type nul >"%new%") 2>nul
if not exist "%new%" exit /b 0
set main=org.crosscheck.compare.cli.Main
set quiet=-XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-XX:ErrorFile=%new%.error"
"%java%" %quiet% %classes% %main% case --weak "%new%.npz" >nul 2>&1 <nul
if not defined all goto small
"%java%" %quiet% "-XX:DumpLoadedClassList=%new%.list" %classes% %main% verify --case "%new%.npz" --out "%new%.out" >nul 2>&1 <nul
goto dump
:small
rem To mark the reference's own answers loads most of what the small commands load, to judge a written answer the rest.
"%java%" %quiet% %classes% %main% solve --engine reference --case "%new%.npz" "%new%.answers.npz" >nul 2>&1 <nul
"%java%" %quiet% "-XX:DumpLoadedClassList=%new%.list" %classes% %main% grade --case "%new%.npz" "%new%.answers.npz" >nul 2>&1 <nul
"%java%" %quiet% "-XX:DumpLoadedClassList=%new%.check" %classes% %main% check --question 1b x >nul 2>&1 <nul
rem Its classes that are not there yet, by name: lines about lambdas, twice in a list, crash Java.
if exist "%new%.list" if exist "%new%.check" powershell -NoProfile -Command "$a = $env:new; $l = [Collections.Generic.HashSet[string]]::new([IO.File]::ReadAllLines($a + '.list')); [IO.File]::AppendAllLines($a + '.list', [string[]]@([IO.File]::ReadAllLines($a + '.check') | Where-Object { $_ -notmatch '^[#@]' -and $l.Add($_) }))"
:dump
"%java%" %quiet% -Xshare:dump "-XX:SharedClassListFile=%new%.list" "-XX:SharedArchiveFile=%new%" %classes% >nul 2>&1 <nul
rem A crash is below 0.
if not "%errorlevel%"=="0" type nul >"%new%"
for %%a in ("%new%") do >"%archive%.size" echo %%~za
>"%archive%.place" echo "%jar%"
move /y "%new%" "%archive%" >nul 2>&1
rmdir /s /q "%new%.out" 2>nul
del "%new%.list" "%new%.check" "%new%.npz" "%new%.answers.npz" "%new%.error" >nul 2>&1
exit /b 0

:fresh
rem 0 when nothing was changed since the build, and every jar it names is still there and whole: of one that was cut short Java
rem says only, with 1, that it has no such class. Looked at once for each time that a jar was written; a cut one is made or fetched anew.
rem Then the class path is written for Java, and an archive of classes goes that is older than one of our jars: 'mvn verify' may write
rem one of them alone anew.
powershell -NoProfile -Command "$r = $env:root; if (!(Test-Path -LiteralPath $env:stamp) -or !(Test-Path -LiteralPath $env:jar)) { exit 1 }; $t = (Get-Item -LiteralPath $env:stamp).LastWriteTimeUtc; $c = [IO.File]::ReadAllText($env:stamp).Trim(); if (!$c.StartsWith($r + '\reference\target\', 'OrdinalIgnoreCase')) { exit 1 }; Add-Type -AssemblyName System.IO.Compression.FileSystem; $l = $env:stamp + '.whole'; $w = [DateTime]::MinValue; if (Test-Path -LiteralPath $l) { $w = (Get-Item -LiteralPath $l).LastWriteTimeUtc }; foreach ($j in @($env:jar) + $c.Split(';')) { if (!(Test-Path -LiteralPath $j)) { exit 1 }; if ((Get-Item -LiteralPath $j).LastWriteTimeUtc -gt $w) { try { [IO.Compression.ZipFile]::OpenRead($j).Dispose() } catch { Remove-Item -LiteralPath $j -ErrorAction SilentlyContinue; exit 1 } } }; Set-Content -LiteralPath $l -Value '' -ErrorAction SilentlyContinue; $f = @(Get-Item -LiteralPath ($r + '\pom.xml')); foreach ($m in 'reference', 'datasets', 'dl4j-compare') { $f += Get-Item -LiteralPath ($r + '\' + $m + '\pom.xml'); $f += Get-ChildItem -LiteralPath ($r + '\' + $m + '\src\main') -Recurse }; if (@($f | Where-Object { $_.LastWriteTimeUtc -gt $t }).Count) { exit 1 }; $o = '-cp \"' + ($env:jar + ';' + $c).Replace('\', '\\') + '\"'; if (!(Test-Path -LiteralPath $env:argfile) -or [IO.File]::ReadAllText($env:argfile) -cne $o) { [IO.File]::WriteAllText($env:argfile, $o) }; if (Test-Path -LiteralPath $env:archive) { $b = (Get-Item -LiteralPath $env:archive).LastWriteTimeUtc; if (@(Get-ChildItem ($r + '\*\target\*.jar') | Where-Object { $_.LastWriteTimeUtc -ge $b }).Count) { Remove-Item -LiteralPath $env:archive -ErrorAction SilentlyContinue } }; exit 0"
exit /b %errorlevel%
