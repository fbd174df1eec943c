#!/usr/bin/env bash
# Runs the server's image on another machine, over SSH, so that `edgewise compare --remote` has a remote place:
#   deploy/run_docker_cluster.sh USER@HOST        sends the image if need be, starts it, waits until it is ready
#   deploy/run_docker_cluster.sh USER@HOST stop   ends it
# By variables:
#   PORT     where it listens on that machine, for all (default: 8080)
#   DATA     the folder there for uploaded clips, in the user's home unless absolute (default: edgewise-data)
#   IMAGE    the image's name (default: edgewise)
#   NAME     the container's name there (default: edgewise); what runs under that name is replaced
#   ENGINE   docker or podman, here (default: docker if it runs, else podman)
#   REMOTE_ENGINE  docker or podman, there (default: as here)
#   SSH      the ssh command with options (default: ssh)
set -euo pipefail

fail() { printf 'run_docker_cluster: %s\n' "$*" >&2; exit 1; }

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    echo "usage: run_docker_cluster.sh USER@HOST [stop]" >&2
    exit 2
fi
target=$1
action=${2:-start}
here=$(dirname "$(readlink -f "$0")")
ENGINE=${ENGINE:-$(docker info >/dev/null 2>&1 && echo docker || echo podman)}
PORT=${PORT:-8080}
DATA=${DATA:-edgewise-data}
IMAGE=${IMAGE:-edgewise}
NAME=${NAME:-edgewise}
read -ra ssh <<<"${SSH:-ssh}"

# Runs `$@` on the other machine, each word as it is.
there() { "${ssh[@]}" "$target" "$(printf '%q ' "$@")"; }

there true || fail "cannot reach $target over SSH"
engine=${REMOTE_ENGINE:-$(there sh -c 'docker info >/dev/null 2>&1 && echo docker || command -v podman >/dev/null && echo podman || true')}
[ -n "$engine" ] || fail "$target has neither docker nor podman"

case $action in
    start) ;;
    stop)
        there "$engine" stop "$NAME" >/dev/null 2>&1 || fail "nothing called $NAME runs on $target"
        there "$engine" rm -f "$NAME" >/dev/null
        echo "stopped $NAME on $target"
        exit
        ;;
    *) fail "'$action' is neither start nor stop" ;;
esac

id() { sed 's/^sha256://'; }
ours=$("$ENGINE" image inspect --format '{{.Id}}' "$IMAGE" 2>/dev/null | id) ||
    fail "$ENGINE has no image $IMAGE: build it with deploy/build_docker.sh"
theirs=$(there "$engine" image inspect --format '{{.Id}}' "$IMAGE" 2>/dev/null | id) || true
image=$IMAGE
if [ "$ours" != "$theirs" ]; then
    echo "sending $IMAGE to $target" >&2
    image=$("$ENGINE" save "$IMAGE" | "${ssh[@]}" -C "$target" "$(printf '%q ' "$engine" load)" | sed -n 's/^Loaded image[^:]*: *//p' | tail -n 1)
    [ -n "$image" ] || fail "$target did not take the image"
fi

there env ENGINE="$engine" PORT="$PORT" ADDRESS=0.0.0.0 DATA="$DATA" IMAGE="$image" NAME="$NAME" DETACH=1 \
    bash -s <"$here/run_docker.sh" || fail "the server did not start on $target"

host=$("${ssh[@]}" -G "$target" | sed -n 's/^hostname //p')
url=http://$host:$PORT
for _ in $(seq 60); do
    if curl -fs -o /dev/null --max-time 5 "$url/v2/health/ready"; then
        echo "$url is ready"
        echo "compare with it: ./edgewise compare --remote $url"
        exit
    fi
    sleep 1
done
there "$engine" logs --tail 5 "$NAME" >&2 || true
fail "$url is not ready after a minute; the last lines of $NAME on $target are above"
