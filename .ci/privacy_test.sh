#!/usr/bin/env bash
# The program opens no network connection: every command and the window run in a network without interfaces, and the
# system calls are traced. Also: what was typed stands in no log.
#
#   .ci/privacy_test.sh target/debug/tianbao
#
# Needs strace, util-linux, xvfb, xdotool.
set -euo pipefail

if [ -z "${TIANBAO_IN_NAMESPACE:-}" ]; then
    way=(--net)
    [ "$(id -u)" = 0 ] || way+=(--map-root-user)
    export TIANBAO_IN_NAMESPACE=yes
    exec unshare "${way[@]}" bash "$0" "$@"
fi

program=$(realpath "${1:?which program?}")
here=$(realpath "$(dirname "$0")/..")
source "$here/.ci/screen.sh"
export TIANBAO_DATA=$folder/data
work=$folder/work
mkdir "$work" "$TIANBAO_DATA"
cp "$here"/assets/demo/suqian-2024.tianbao "$work/filing.tianbao"
cp "$here"/assets/demo/suqian-2023.html "$work/last.html"
cd "$work"
trace=(strace -f -qq -e trace=socket,connect,bind,sendto,sendmsg -o "$folder/trace")
commands=0
sockets=0

# Runs a command traced; which kinds of sockets it opened is counted, and only local ones are allowed.
looked_at() {
    if grep -E 'AF_INET6?|AF_PACKET|AF_BLUETOOTH|AF_VSOCK' "$folder/trace"; then
        fail "a socket of the network: $*"
    fi
    sockets=$((sockets + $(grep -c 'socket(AF_UNIX' "$folder/trace" || true)))
    commands=$((commands + 1))
}
traced() {
    "${trace[@]}" "$program" "$@" >"$folder/program.log" 2>&1 || [ $? = 1 ] || fail "$*"
    looked_at "$*"
}

# The trace tells sockets of the network, or nothing here proves anything.
"${trace[@]}" bash -c 'exec 3<>/dev/tcp/127.0.0.1/9' 2>/dev/null || true
grep -q AF_INET "$folder/trace" || fail "the trace shows nothing"

traced forms zfxxgk-2021
traced new --unit 某区人民政府 --year 2024 -o new.tianbao
traced import last.html -o last.tianbao
traced set filing.tianbao 3.1.a=731958 @填报人=不可外传
traced show filing.tianbao
traced check filing.tianbao --prior last.tianbao
traced carry filing.tianbao
traced report filing.tianbao --draft
traced export filing.tianbao -o a.xlsx -o a.docx -o a.pdf -o a.html -o a.csv -o a.json
traced export filing.tianbao --shape report -o b.docx -o b.pdf
traced aggregate filing.tianbao last.html -o all.tianbao
traced verify filing.tianbao
traced versions filing.tianbao
echo "command line: $commands commands, $sockets local sockets, 0 of the network"

begin_screen
sockets=0
for renderer in glow soft; do
    options=(--renderer "$renderer")
    # The tracer takes the place of the program, which is its child.
    real=$program
    program=$folder/traced
    printf '#!/bin/sh\nexec %s %s "$@"\n' "${trace[*]}" "$real" >"$program"
    chmod +x "$program"
    start_window "$work/filing.tianbao"
    program=$real
    xdotool type --delay 40 731959
    xdotool key Return
    xdotool key ctrl+p
    sleep 3
    xdotool key ctrl+p
    sleep 1
    grep -q 731959 "$work/filing.tianbao" || fail "the number is not in the file"
    kill "$owner"
    wait "$process" 2>/dev/null || true
    looked_at "the window, $renderer"
done
[ "$sockets" -gt 0 ] || fail "a window without any socket cannot be"
echo "window: typing and print preview with both renderers, $sockets local sockets, 0 of the network"

if grep -rE '731958|731959|不可外传|宿迁|suqian' "$TIANBAO_DATA/log"; then
    fail "the log tells what was typed"
fi
[ -s "$TIANBAO_DATA/log/tianbao.log" ] || fail "there is no log"
echo "log: $(wc -l <"$TIANBAO_DATA/log/tianbao.log") lines, nothing of what was typed"
echo "OK"
