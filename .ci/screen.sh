# What the scripts share that drive the real window: a virtual screen, the program in it, and the end of both.
#
# Before sourcing: `program` is its path. Afterwards: `begin_screen [Xvfb options]`, `start_window FILE…`, `fail WORDS`;
# `folder` is a private folder that goes at the end, `window` the window, `process` what was started, `owner` whose window
# it is. TIANBAO_TEST_DISPLAY chooses the screen.

folder=$(mktemp -d)
started=()
options=()

finish() {
    for process in "${started[@]}"; do
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    rm -rf --one-file-system "$folder"
}
trap finish EXIT

fail() {
    echo "FAILED: $*" >&2
    sed 's/^/  program: /' "$folder/program.log" 2>/dev/null >&2 || true
    exit 1
}

begin_screen() {
    local display=:${TIANBAO_TEST_DISPLAY:-$((90 + RANDOM % 900))}
    Xvfb "$display" -screen 0 1366x768x24 -noreset "$@" >/dev/null 2>&1 &
    started+=($!)
    export DISPLAY=$display LIBGL_ALWAYS_SOFTWARE=1
    for _ in $(seq 50); do
        xdotool getdisplaygeometry >/dev/null 2>&1 && break
        sleep 0.1
    done
}

# Starts the program and waits for its window; without OpenGL the window belongs to a program that the first one started.
start_window() {
    local begun
    begun=$(date +%s%N)
    env -u WAYLAND_DISPLAY "$program" "${options[@]}" "$@" >"$folder/program.log" 2>&1 &
    process=$!
    started=("$process" "${started[@]}")
    find_window "$process"
    if [ "$owner" != "$process" ]; then
        started=("$owner" "${started[@]}")
    fi
    echo "window: $(xdotool getwindowname "$window"), $((($(date +%s%N) - begun) / 1000000)) ms"
    place_window
}

# Waits for the window of a process, or of a program that it started.
find_window() {
    window=
    for _ in $(seq 1200); do
        for owner in $(pgrep -P "$1") "$1"; do
            window=$(xdotool search --pid "$owner" --onlyvisible 2>/dev/null | sed -n 1p || true)
            [ -n "$window" ] && return
        done
        kill -0 "$1" 2>/dev/null || fail "the program ended before its window came"
        sleep 0.025
    done
    fail "no window within 30 s"
}

place_window() {
    xdotool windowmove "$window" 0 0 windowsize "$window" 1366 768 windowfocus "$window"
    sleep "${TIANBAO_TEST_PAUSE:-2}"
}
