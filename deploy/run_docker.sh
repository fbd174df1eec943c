#!/usr/bin/env bash
# Runs the server's image on this machine until Ctrl-C. By variables:
#   PORT     where it listens (default: 8080)
#   ADDRESS  who may connect: 127.0.0.1, this machine (default), or 0.0.0.0, all. Where the engine gives containers
#            the host's own network, all may.
#   DATA     the folder for uploaded clips, made if there is none (default: data)
#   IMAGE    the image's name (default: edgewise)
#   ENGINE   docker or podman (default: docker if it runs here, else podman)
#   NAME     the container's name (default: edgewise); what runs under that name is replaced
#   JDK_JAVA_OPTIONS  further flags for Java, such as -Xmx1g
#   DETACH   set it to leave the container in the background: `docker stop NAME` ends it
# Arguments go to `edgewise serve`.
set -euo pipefail

fail() { printf 'run_docker: %s\n' "$*" >&2; exit 1; }

ENGINE=${ENGINE:-$(docker info >/dev/null 2>&1 && echo docker || echo podman)}
PORT=${PORT:-8080}
ADDRESS=${ADDRESS:-127.0.0.1}
DATA=${DATA:-data}
IMAGE=${IMAGE:-edgewise}
NAME=${NAME:-edgewise}

command -v "$ENGINE" >/dev/null || fail "needs docker or podman: install one, or name it in ENGINE (now: $ENGINE)"
"$ENGINE" image inspect "$IMAGE" >/dev/null 2>&1 || fail "$ENGINE has no image $IMAGE: build it with deploy/build_docker.sh"
mkdir -p -- "$DATA"
DATA=$(cd -- "$DATA" && pwd)

options=(--name "$NAME" -p "$ADDRESS:$PORT:$PORT" -e "PORT=$PORT" -v "$DATA:/data" --user "$(id -u):$(id -g)")
[ -z "${JDK_JAVA_OPTIONS:-}" ] || options+=(-e JDK_JAVA_OPTIONS)
if [ "$(id -u)" != 0 ] && [ "$(basename "$ENGINE")" = podman ]; then
    # A rootless podman would map this user to another one, who may not write to DATA.
    options+=(--userns keep-id)
fi

"$ENGINE" rm -f "$NAME" >/dev/null 2>&1 || true
if [ -n "${DETACH:-}" ]; then
    "$ENGINE" run -d "${options[@]}" "$IMAGE" "$@" >/dev/null
else
    exec "$ENGINE" run --rm "${options[@]}" "$IMAGE" "$@"
fi
