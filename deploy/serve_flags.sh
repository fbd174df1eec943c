# Read by ./edgewise and, in the image, by the Dockerfile's command: sets serve_flags, the server's flags for Java.
# They are a collector that takes no threads from the models, and a limit to the heap. Without one this
# collector rather takes more memory than it tidies up, under an overload that keeps many requests waiting a
# gigabyte a minute.
cores=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
young=$((20 + 4 * cores))
serve_flags="-XX:+UseSerialGC -Xms$((16 + young))m -Xmn${young}m"
# A connection's bytes are read into a chain of pieces. Where the surviving ones don't fit, one of them grows old, and then
# keeps alive all that are chained to it afterwards, until the whole heap is full.
serve_flags="$serve_flags -XX:SurvivorRatio=2 -XX:TargetSurvivorRatio=90"
# To compile at once what was much used when the cache was made takes the cores from the models' start.
serve_flags="$serve_flags -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining"
# What the compilers have used goes back to the system.
serve_flags="$serve_flags -XX:+UnlockExperimentalVMOptions -XX:TrimNativeHeapInterval=10000"
# Whoever sets a limit keeps it.
case " ${JDK_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-}" in
    *" -Xmx"* | *" -XX:MaxRAM"* | *" -XX:MaxHeapSize"*) ;;
    *) serve_flags="$serve_flags -Xmx$((256 + 32 * cores))m" ;;
esac
