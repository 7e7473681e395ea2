#!/usr/bin/env bash
# A mistake in the program while somebody types: what is being typed is saved, the window comes back with it and says what
# happened, and a report without contents is there. A part that fails alone leaves the window open.
#
#   .ci/mishap_test.sh target/debug/tianbao [PICTURE.png]
#
# Only builds for development can be made to fail on purpose. Needs xvfb, xdotool, imagemagick.
set -euo pipefail

program=$(realpath "${1:?which program?}")
here=$(realpath "$(dirname "$0")/..")
source "$here/.ci/screen.sh"
picture=${2:-$folder/window.png}
export TIANBAO_DATA=$folder/data
mkdir "$TIANBAO_DATA"
file=$folder/filing.tianbao
cp "$here/assets/demo/suqian-2024.tianbao" "$file"
begin_screen
TIANBAO_TEST_PAUSE=1
reports() { find "$TIANBAO_DATA/log" -name 'mishap-*.txt' 2>/dev/null | wc -l || true; }

for renderer in soft glow; do
    options=(--renderer "$renderer")
    number=73$((RANDOM % 9000 + 1000))
    export TIANBAO_PANIC=window=$folder/now
    had=$(reports)
    start_window "$file"
    first=$owner
    xdotool type --delay 40 "$number"
    sleep 0.5
    ! grep -q "\"$number\"" "$file" || fail "the number was not only being typed"
    touch "$folder/now"
    xdotool mousemove 700 400 mousemove 720 420
    for _ in $(seq 200); do
        [ "$(reports)" -gt "$had" ] && break
        sleep 0.05
    done
    [ "$(reports)" -gt "$had" ] || fail "no report was written"
    # The window of the program that was started again.
    for _ in $(seq 400); do
        again=$(pgrep -P "$first" | sed -n 1p || true)
        [ -n "$again" ] && break
        sleep 0.05
    done
    [ -n "$again" ] || fail "the program was not started again"
    find_window "$again"
    started=("$again" "${started[@]}")
    place_window
    grep -q "\"$number\"" "$file" || fail "what was being typed is lost"
    [[ $(xdotool getwindowname "$window") == *2024* ]] || fail "the filing was not opened again"
    sleep 1
    import -window root "$picture"
    notice=$(convert "$picture" -crop 420x260+946+480 -fill black +opaque '#45689B' -fill white -opaque '#45689B' \
        -format '%[fx:round(mean*w*h)]' info:)
    [ "$notice" -gt 300 ] || fail "nothing is said about it"
    # It works as before.
    xdotool type --delay 40 "8$number"
    xdotool key Return
    sleep 1
    grep -q "\"8$number\"" "$file" || fail "the window does not work any more"
    kill "$again"
    wait "$process" 2>/dev/null || true
    echo "window, $renderer: the number that was being typed is saved, the window is back, the report is there"
done
! grep -rqE "$number|宿迁|suqian" "$TIANBAO_DATA/log" || fail "the report tells what was typed"

# The thread that writes the files fails once: it is said, and the next save works.
export TIANBAO_PANIC=store=$folder/now
start_window "$file"
touch "$folder/now"
xdotool type --delay 40 741111
xdotool key Return
sleep 2
kill -0 "$owner" || fail "the program ended"
[ ! -e "$folder/now" ] || fail "the thread did not fail"
xdotool type --delay 40 742222
xdotool key Return
sleep 1
grep -q '"742222"' "$file" && grep -q '"741111"' "$file" || fail "a number is lost"
echo "store: one save failed, the next one wrote both numbers"
echo "OK"
