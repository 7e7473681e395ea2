#!/usr/bin/env bash
# The real window on a virtual screen: types a negative count, and looks for it in the file and for its finding in the picture.
#
#   .ci/window_test.sh target/debug/tianbao [SCREENSHOT.png]
#
# Needs: xvfb xdotool imagemagick, and a Chinese face (fonts-noto-cjk).
set -euo pipefail

program=$(realpath "${1:?which program?}")
sample=$(realpath "$(dirname "$0")/../assets/demo/suqian-2024.tianbao")
folder=$(mktemp -d)
picture=${2:-$folder/window.png}
display=:$((90 + RANDOM % 900))
started=()

finish() {
    for process in "${started[@]}"; do
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    rm -rf "$folder"
}
trap finish EXIT

fail() {
    echo "FAILED: $*" >&2
    sed 's/^/  program: /' "$folder/program.log" >&2 || true
    exit 1
}

Xvfb "$display" -screen 0 1366x768x24 -noreset >/dev/null 2>&1 &
started+=($!)
export DISPLAY=$display LIBGL_ALWAYS_SOFTWARE=1
for _ in $(seq 50); do
    xdotool getdisplaygeometry >/dev/null 2>&1 && break
    sleep 0.1
done

cp "$sample" "$folder/filing.tianbao"
export TIANBAO_DATA=$folder/data
mkdir "$TIANBAO_DATA"
env -u WAYLAND_DISPLAY "$program" "$folder/filing.tianbao" >"$folder/program.log" 2>&1 &
process=$!
started=("$process" "${started[@]}")

window=
for _ in $(seq 120); do
    window=$(xdotool search --pid "$process" --onlyvisible 2>/dev/null | head -n 1 || true)
    [ -n "$window" ] && break
    kill -0 "$process" 2>/dev/null || fail "the program ended before its window came"
    sleep 0.25
done
[ -n "$window" ] || fail "no window within 30 s"
echo "window: $(xdotool getwindowname "$window")"
xdotool windowmove "$window" 0 0 windowsize "$window" 1366 768 windowfocus "$window"
sleep 2

# How many dots of the picture have the colour of errors in the light theme (src/app/theme.rs).
error_dots() {
    convert "$1" -fill black +opaque '#B83227' -fill white -opaque '#B83227' -format '%[fx:round(mean*w*h)]' info:
}
import -window root "$folder/before.png"

# The first cell of a clean filing is active; a negative count is an error.
value=-731958
xdotool type --delay 40 -- "$value"
xdotool key Return
saved=
for _ in $(seq 20); do
    if grep -q -- "$value" "$folder/filing.tianbao"; then
        saved=yes
        break
    fi
    sleep 0.05
done
[ -n "$saved" ] || fail "the value was not in the file within a second"
echo "file: $(grep -m 1 -- "$value" "$folder/filing.tianbao" | tr -d ' ' | cut -c 1-80)"

sleep 1
import -window root "$picture"
colours=$(identify -format '%k' "$picture")
echo "picture: $(identify -format '%wx%h' "$picture"), $colours colours"
[ "$colours" -gt 50 ] || fail "the picture is blank"
before=$(error_dots "$folder/before.png")
after=$(error_dots "$picture")
echo "dots in the colour of errors: $before before, $after after"
[ "$before" -eq 0 ] || fail "an error is shown in a clean filing"
[ "$after" -gt 100 ] || fail "the finding is not on the screen"

# Nothing happens, so nothing is painted: the processor time of two seconds of waiting.
ticks() { awk '{ print $14 + $15 }' "/proc/$process/stat"; }
before=$(ticks)
sleep 2
idle=$(($(ticks) - before))
echo "idle: $idle ticks in 2 s"
[ "$idle" -le 10 ] || fail "the window works while nothing happens"

kill -0 "$process" 2>/dev/null || fail "the program ended"
echo "OK"
