#!/bin/sh
# Trains the two models that ship, as docs/models.md tells: train_shipped.sh DATA OUT [tutorial-cnn|bc-resnet]
# DATA is the data set's folder. What has been trained so far is kept in OUT: a broken run is gone on with.
set -eu
data=$1 out=$2 only=${3:-}
here=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$out"

train() {
    network=$1 file=$2
    shift 2
    [ -z "$only" ] || [ "$only" = "${file%.onnx}" ] || return 0
    [ ! -f "$out/$file.training/last.checkpoint" ] || [ -f "$out/$file" ] || set -- --resume "$@"
    "$here/edgewise" train "$network" --data "$data" --threads 1 --out "$out/$file" "$@"
}

train tutorial-cnn tutorial-cnn.onnx --seed 3
train bc-resnet-2 bc-resnet.onnx --seed 1 --epochs 80 --voices --hold-out cat,four,happy
