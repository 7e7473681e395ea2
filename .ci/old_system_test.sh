#!/usr/bin/env bash
# The package on an older system: Debian 11 with glibc 2.31, the oldest that the ordinary servers of Debian still hold. Its
# own apt installs the package with what it depends on; then the main commands, and the window of both renderers.
#
#   .ci/old_system_test.sh tianbao_0.1.0-1_amd64.deb [PICTURE.png]
#
# Needs root, debootstrap, util-linux, xvfb, xdotool, and a server of Debian. No folder of this system is mounted into the
# other: it is removed at the end with all that is in it. The window comes through the abstract socket of the X server.
set -euo pipefail

if [ -z "${TIANBAO_IN_NAMESPACE:-}" ]; then
    export TIANBAO_IN_NAMESPACE=yes
    exec unshare --mount bash "$0" "$@"
fi
package=$(realpath "${1:?which package?}")
picture=${2:-}
here=$(realpath "$(dirname "$0")/..")
program=/usr/bin/tianbao
source "$here/.ci/screen.sh"
root=$folder/root
sample=$here/assets/demo/suqian-2024.tianbao
filing=$root/root/filing.tianbao
inside() { chroot "$root" env -u WAYLAND_DISPLAY HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
quietly() { "$@" >"$folder/log" 2>&1 || fail "$* $(tail -n 5 "$folder/log")"; }

quietly debootstrap --variant=minbase bullseye "$root" http://deb.debian.org/debian
mount -t proc proc "$root/proc"
cp "$package" "$root/tianbao.deb"
quietly inside apt-get update -qq
quietly inside apt-get install -y -qq --no-install-recommends /tianbao.deb fonts-noto-cjk libgl1-mesa-dri
inside ldd --version | sed -n 1p
inside tianbao --version
cp "$sample" "$filing"
inside tianbao check /root/filing.tianbao >/dev/null || [ $? = 1 ] || fail "the check fails"
inside tianbao export /root/filing.tianbao -o /root/filing.xlsx -o /root/filing.docx -o /root/filing.pdf
for made in xlsx docx pdf; do [ -s "$root/root/filing.$made" ] || fail "no $made"; done
inside tianbao demo --no-window -o /root/demo >/dev/null || [ $? = 1 ] || fail "the demo fails"

begin_screen
for renderer in glow soft; do
    cp "$sample" "$filing"
    chroot "$root" env -u WAYLAND_DISPLAY HOME=/root LANG=C.UTF-8 \
        tianbao --renderer "$renderer" /root/filing.tianbao >"$folder/program.log" 2>&1 &
    process=$!
    started=("$process" "${started[@]}")
    find_window "$process"
    place_window
    xdotool type --delay 40 4711
    xdotool key Return
    sleep 2
    [ -z "$picture" ] || import -window root "${picture%.png}-$renderer.png"
    grep -q '"4711"' "$filing" || fail "what was typed is not in the file ($renderer)"
    kill "$process"
    wait "$process" 2>/dev/null || true
    echo "window, $renderer: typed and saved"
done
umount "$root/proc"
echo "OK"
