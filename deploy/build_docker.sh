#!/usr/bin/env bash
# Builds the server's image. By variables:
#   IMAGE   its name (default: edgewise)
#   MODEL   the ONNX file that it serves (default: the network that ships with Edgewise)
#   BASE    the image that it stands on (default: debian:trixie-slim)
#   ENGINE  docker or podman (default: docker if it runs here, else podman)
#   JAR     an edgewise.jar with its lib folder beside it (default: built from this checkout)
#   JAVA_HOME  the JDK 25 that the image's runtime is cut from (default: the one that ./edgewise finds)
set -euo pipefail

fail() { printf 'build_docker: %s\n' "$*" >&2; exit 1; }

root=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
ENGINE=${ENGINE:-$(docker info >/dev/null 2>&1 && echo docker || echo podman)}
IMAGE=${IMAGE:-edgewise}
MODEL=${MODEL:-$root/edgewise-app/src/main/resources/dev/edgewise/model/tutorial-cnn.onnx}
BASE=${BASE:-debian:trixie-slim}

command -v "$ENGINE" >/dev/null || fail "needs docker or podman: install one, or name it in ENGINE (now: $ENGINE)"
[ -f "$MODEL" ] || fail "no model file $MODEL"

if [ -z "${JAR:-}" ]; then
    # Starting the command builds what is not built; a second start tells which JDK it runs on.
    "$root/edgewise" --version >/dev/null || fail "$root/edgewise does not run"
    jdk=$(JDK_JAVA_OPTIONS=-XshowSettings:properties "$root/edgewise" --version 2>&1 | sed -n 's/^ *java\.home = //p')
    JAR=$root/edgewise-app/target/edgewise.jar
else
    jdk=${JAVA_HOME:-}
    [ -n "$jdk" ] || fail "JAR needs JAVA_HOME beside it: the JDK that the image's runtime is cut from"
fi
[ -f "$JAR" ] || fail "no file $JAR"
[ -x "$jdk/bin/jlink" ] || fail "$jdk has no jlink: a whole JDK is needed, not a runtime"

context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
mkdir "$context/data"
cp "$JAR" "$context/edgewise.jar"
cp -rL "$(dirname "$JAR")/lib" "$context/lib"
cp "$MODEL" "$context/model.onnx"
cp "$root/deploy/serve_flags.sh" "$context/serve_flags.sh"

# jdeps sees what the classes name; the file system of jars and the machine's figures are asked for by name.
modules=$("$jdk/bin/jdeps" -q --ignore-missing-deps --print-module-deps --multi-release 25 \
    "$context/edgewise.jar" "$context"/lib/*.jar),jdk.management,jdk.zipfs
"$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages \
    --compress zip-6 --output "$context/runtime"

# Without a daemon, buildah needs neither namespaces nor mounts for what the Dockerfile does.
export BUILDAH_ISOLATION=${BUILDAH_ISOLATION:-chroot} BUILDAH_FORMAT=${BUILDAH_FORMAT:-docker}
"$ENGINE" build --build-arg BASE="$BASE" --build-arg MODEL=model.onnx \
    -t "$IMAGE" -f "$root/deploy/Dockerfile" "$context"
echo "built $IMAGE; run it: deploy/run_docker.sh"
