#!/bin/sh
# Makes the synthetic clips that ship with Edgewise: every word of the tutorial's network, spoken by
# each of the voices below. The same espeak-ng and sox give the same bytes (made with espeak-ng 1.51
# and SoX 14.4.2).
#
#   examples/make-demo-clips.sh [FOLDER]
#
# writes FOLDER/WORD/VOICE.wav, 1 s of 16 kHz mono 16-bit PCM each, the word in the middle. Without
# FOLDER the clips in the sources are made anew.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
folder=${1:-$here/../edgewise-app/src/main/resources/dev/edgewise/audio/demo}
words='down go left no right stop up yes'
rate=16000

for tool in espeak-ng sox soxi; do
    command -v $tool >/dev/null || {
        echo "make-demo-clips: needs $tool (Debian: espeak-ng sox)" >&2
        exit 1
    }
done

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# make NAME VOICE SPEED PITCH: VOICE is espeak-ng's, SPEED in words a minute, PITCH from 0 to 99.
make() {
    for word in $words; do
        mkdir -p "$folder/$word"
        espeak-ng -v "$2" -s "$3" -p "$4" -w "$tmp/spoken.wav" "$word"
        # -R -D: the same bytes each time. What is as good as silent is cut off both ends.
        sox -R -D "$tmp/spoken.wav" -r $rate -c 1 -b 16 "$tmp/word.wav" \
            gain -3 rate -h silence 1 0.005 0.5% reverse silence 1 0.005 0.5% reverse norm -6
        samples=$(soxi -s "$tmp/word.wav")
        [ "$samples" -le $rate ] || {
            echo "make-demo-clips: $word by $1 takes longer than a second" >&2
            exit 1
        }
        before=$(((rate - samples) / 2))
        sox -R -D "$tmp/word.wav" "$folder/$word/$1.wav" \
            pad "${before}s" "$((rate - samples - before))s"
    done
}

make en-gb-f en+f5 130 50
make en-gb-m en 130 50
make en-us-f en-US+f2 130 50
make en-us-m en-US 130 50
