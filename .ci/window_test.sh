#!/usr/bin/env bash
# The real window on a virtual screen: types a negative count, looks for it in the file and for its finding in the picture,
# ends the program as a power cut does, and looks whether all is there after the next start.
#
#   .ci/window_test.sh target/debug/tianbao [glow|soft|no-gl] [SCREENSHOT.png]
#
# glow paints with Mesa's software OpenGL, soft by the program itself; no-gl takes OpenGL away and expects the program to
# find that out. Needs: xvfb xdotool imagemagick, and a Chinese face (fonts-noto-cjk).
set -euo pipefail

program=$(realpath "${1:?which program?}")
way=${2:-glow}
sample=$(realpath "$(dirname "$0")/../assets/demo/suqian-2024.tianbao")
source "$(dirname "$0")/screen.sh"
picture=${3:-$folder/window.png}

screen=()
case $way in
glow) options=(--renderer glow) ;;
soft) options=(--renderer soft) ;;
no-gl)
    screen+=(-extension GLX)
    export LIBGL_DRIVERS_PATH=/nonexistent __EGL_VENDOR_LIBRARY_DIRS=/nonexistent
    ;;
*) fail "unknown way $way" ;;
esac
begin_screen "${screen[@]}"

cp "$sample" "$folder/filing.tianbao"
export TIANBAO_DATA=$folder/data
mkdir "$TIANBAO_DATA"

start_window "$folder/filing.tianbao"

# How many dots of the picture have the colour of errors in the light theme (src/app/kit/theme.rs).
error_dots() {
    convert "$1" -fill black +opaque '#B83227' -fill white -opaque '#B83227' -format '%[fx:round(mean*w*h)]' info:
}

# Takes pictures until one shows an error, or ten seconds are over; a busy machine paints late.
picture_with_error() {
    for _ in $(seq 20); do
        import -window root "$1"
        [ "$(error_dots "$1")" -gt 100 ] && return
        sleep 0.5
    done
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

picture_with_error "$picture"
colours=$(identify -format '%k' "$picture")
echo "picture: $(identify -format '%wx%h' "$picture"), $colours colours"
[ "$colours" -gt 50 ] || fail "the picture is blank"
before=$(error_dots "$folder/before.png")
after=$(error_dots "$picture")
echo "dots in the colour of errors: $before before, $after after"
[ "$before" -eq 0 ] || fail "an error is shown in a clean filing"
[ "$after" -gt 100 ] || fail "the finding is not on the screen"

# Nothing happens, so nothing is painted: the processor time of two seconds of waiting.
ticks() { awk '{ print $14 + $15 }' "/proc/$owner/stat"; }
before=$(ticks)
sleep 2
idle=$(($(ticks) - before))
echo "idle: $idle ticks in 2 s"
[ "$idle" -le 10 ] || fail "the window works while nothing happens"

# A power cut, and the next start: no file is named, yet the filing is there with its value, and it is said.
kill -9 "$owner"
wait "$process" 2>/dev/null || true
start_window
if [[ $(xdotool getwindowname "$window") != *2024* ]]; then
    fail "the filing was not opened again"
fi
picture_with_error "$folder/after.png"
again=$(error_dots "$folder/after.png")
echo "after kill -9: $again dots in the colour of errors"
[ "$again" -gt 100 ] || fail "the finding is not there after the restart"
# The sentence is in the lower right corner, framed in the colour of notices.
notice=$(convert "$folder/after.png" -crop 420x200+946+540 -fill black +opaque '#45689B' -fill white -opaque '#45689B' \
    -format '%[fx:round(mean*w*h)]' info:)
[ "$notice" -gt 300 ] || fail "nothing is said about the last end"
[ -z "${TIANBAO_SHOTS:-}" ] || cp "$folder/after.png" "$TIANBAO_SHOTS/recovered-$way.png"

kill -0 "$process" 2>/dev/null || fail "the program ended"
echo "OK"
