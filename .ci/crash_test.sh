#!/usr/bin/env bash
# Ends the program as a power cut does (SIGKILL), at random moments, and looks whether anything is lost.
#
#   .ci/crash_test.sh target/debug/tianbao COUNT [SEED]
#
# Two thirds of the kills hit the command line while it saves onto a slow disk (tests/shim/trouble.c), one third hits the
# window while somebody types. After each: the file opens, only what was being typed is missing, every version is whole,
# the lock is recognised as stale, and nothing half written stays. Needs gcc, xvfb, xdotool.
set -euo pipefail

program=$(realpath "${1:?which program?}")
count=${2:?how often?}
RANDOM=${3:-20260105}
echo "seed: ${3:-20260105}"
here=$(realpath "$(dirname "$0")/..")
source "$here/.ci/screen.sh"
cc -shared -fPIC -o "$folder/trouble.so" "$here/tests/shim/trouble.c"
export TIANBAO_DATA=$folder/data
work=$folder/work
mkdir "$work" "$TIANBAO_DATA"
file=$work/filing.tianbao
cp "$here/assets/demo/suqian-2024.tianbao" "$file"
touch "$folder/looked"

# A number from 0 to $1, also beyond the 32767 of RANDOM.
below() { echo $(((RANDOM * 32768 + RANDOM) % $1)); }
pause() { sleep "$(printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)))"; }

# What every crash has to leave behind; counts what it did leave.
left_locks=0 left_parts=0 versions=0
look_around() {
    [ ! -e "$work/.~filing.tianbao.lock" ] || left_locks=$((left_locks + 1))
    local parts
    parts=$(find "$folder" -name '.filing.tianbao.??????' -o -name '.??????-*.tianbao.??????' | wc -l)
    left_parts=$((left_parts + parts))
    "$program" show "$file" >/dev/null || fail "the file does not open after crash $number"
    while IFS= read -r version; do
        "$program" show "$version" >/dev/null || fail "a version is not whole after crash $number: $version"
        versions=$((versions + 1))
    done < <(find "$TIANBAO_DATA/versions" -name '[!.]*.tianbao' -newer "$folder/looked" 2>/dev/null)
    touch "$folder/looked"
}
look_tidy() {
    local left
    left=$(find "$folder" -name '.~filing*' -o -name '.filing.tianbao.??????' -o -name '.??????-*.tianbao.??????')
    [ -z "$left" ] || fail "after crash $number and the next save something is left: $left"
}
now() { echo $(($(date +%s%N) / 1000000)); }
# A save onto a disk that takes its time: every flush waits, and the program in place of this shell.
slowly() { LD_PRELOAD=$folder/trouble.so TROUBLE_FSYNC_MS=60 exec "$program" set "$file" "$@" >/dev/null 2>&1; }
value() { "$program" show "$file" --json | awk '/"3[.]1[.]a"/ && !seen++' | tr -cd '0-9.' | cut -c 5-; }

in_window=$((count / 3))
in_command=$((count - in_window))
before=0 after=0 last=$(value)
# How long one save takes here, so that the kills fall into the whole of it.
begun=$(now)
(slowly 3.1.a=99999) || true
whole=$((($(now) - begun) * 5 / 4))
last=$(value)
for number in $(seq "$in_command"); do
    next=$((100000 + number * 2))
    slowly 3.1.a="$next" &
    process=$!
    pause "$(below "$whole")"
    kill -9 "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
    look_around
    found=$(value)
    case $found in
    "$last") before=$((before + 1)) ;;
    "$next") after=$((after + 1)) ;;
    *) fail "crash $number left $found: neither $last nor $next" ;;
    esac
    last=$((next + 1))
    "$program" set "$file" 3.1.a="$last" >/dev/null 2>&1 || [ $? = 1 ] || fail "the lock is not recognised as stale"
    [ "$(value)" = "$last" ] || fail "the save after crash $number is not there"
    look_tidy
done
echo "command line: $in_command kills, $before before the edit was on the disk, $after behind it"

begin_screen
options=(--renderer soft)
export TIANBAO_TEST_PAUSE=0.7
typed=0 missing=0 most_missing=0
# How long it takes here from the first key to the disk, on a machine that may be busy with other things, and how many
# numbers it takes a second: the program without optimisation is slower than the keys of this script.
start_window "$file" >/dev/null
lag=0 begun_all=$(now)
for word in $(seq 190001 190008); do
    begun=$(now)
    xdotool type --delay 15 "$word"
    xdotool key Return
    until grep -q "\"$word\"" "$file"; do
        [ $(($(now) - begun)) -lt 20000 ] || fail "$word is not in the file after 20 s"
        sleep 0.01
    done
    took=$(($(now) - begun))
    [ "$took" -le "$lag" ] || lag=$took
done
each=$((($(now) - begun_all) / 8))
kill -9 "$owner"
wait "$process" 2>/dev/null || true
# A second is the promise (the window test measures it).
patience=$((1000 + lag))
echo "window: $lag ms at most from the first key to the disk; what is older than $patience ms may not be missing"
for number in $(seq "$in_window"); do
    start_window >/dev/null
    : >"$folder/typed"
    (
        word=$((200000 + number * 100))
        while :; do
            word=$((word + 1))
            xdotool type --delay 15 "$word"
            xdotool key Return
            echo "$word $(now)" >>"$folder/typed"
            pause "$each"
        done
    ) 2>/dev/null &
    typist=$!
    pause $((1500 + 2 * each + $(below 2500)))
    killed=$(now)
    kill -9 "$owner"
    kill "$typist" 2>/dev/null || true
    wait "$process" "$typist" 2>/dev/null || true
    look_around
    # What was confirmed some time before the end has to be there, and what is missing has to be the last.
    lost=0
    while read -r word at; do
        if grep -q "\"$word\"" "$file"; then
            [ "$lost" = 0 ] || fail "crash $number: $word is there, but not all before it"
        else
            lost=$((lost + 1))
            [ $((killed - at)) -lt "$patience" ] || fail "crash $number: $word is missing, $((killed - at)) ms after it was typed"
        fi
        typed=$((typed + 1))
    done < <(awk -v killed="$killed" '$2 <= killed' "$folder/typed")
    missing=$((missing + lost))
    [ "$lost" -le "$most_missing" ] || most_missing=$lost
    "$program" set "$file" 3.1.a="$number" >/dev/null 2>&1 || [ $? = 1 ] || fail "the lock is not recognised as stale"
    look_tidy
done
echo "window: $in_window kills while $typed numbers were typed; $missing of the last moment missing, $most_missing at most"
echo "crashes: $count; locks left and recognised as stale: $left_locks; half written files left and removed: $left_parts;" \
    "versions looked at: $versions; files that did not open: 0; older numbers lost: 0"
echo "OK"
