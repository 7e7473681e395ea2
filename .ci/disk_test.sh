#!/usr/bin/env bash
# Disks without room, read-only disks and folders that vanish, on the command line and in the window.
#
#   .ci/disk_test.sh target/debug/tianbao
#
# Mounts small file systems in a name space of its own, which root may and most users too. Needs util-linux, xvfb, xdotool.
set -euo pipefail

if [ -z "${TIANBAO_IN_NAMESPACE:-}" ]; then
    way=(--mount)
    [ "$(id -u)" = 0 ] || way+=(--map-root-user)
    export TIANBAO_IN_NAMESPACE=yes
    exec unshare "${way[@]}" bash "$0" "$@"
fi

program=$(realpath "${1:?which program?}")
here=$(realpath "$(dirname "$0")/..")
source "$here/.ci/screen.sh"
sample=$here/assets/demo/suqian-2024.tianbao
export TIANBAO_DATA=$folder/data
disk=$folder/disk
file=$disk/filing.tianbao
mkdir "$disk" "$TIANBAO_DATA"
cases=0

mounted() {
    mount -t tmpfs -o "size=$1" tmpfs "$disk"
    cp "$sample" "$file"
    before=$(sha256sum <"$file")
}
unmounted() { umount "$disk"; }
fill() { dd if=/dev/zero of="$disk/other" bs=4k count=1000 2>/dev/null || true; }
is_whole() { "$program" check "$file" >/dev/null || [ $? = 1 ]; }
# Refused with a sentence, the file as it was, nothing half written beside it.
refused() {
    local words=$1
    shift
    "$@" >"$folder/said" 2>&1 && fail "not refused: $*"
    grep -q "$words" "$folder/said" || fail "no sentence: $(cat "$folder/said")"
    [ "$(sha256sum <"$file")" = "$before" ] || fail "the file changed: $*"
    [ -z "$(find "$disk" -name '.filing.tianbao.??????')" ] || fail "something half written is left"
    is_whole || fail "the file does not open"
    cases=$((cases + 1))
}
saved() {
    "$@" >"$folder/said" 2>&1 || [ $? = 1 ] || fail "not saved: $(cat "$folder/said")"
    is_whole || fail "the file does not open"
    cases=$((cases + 1))
}

# Full, and with room again.
mounted 256k
fill
refused 磁盘满了 "$program" set "$file" 3.1.a=1
refused 磁盘满了 "$program" export "$file" -o "$disk/a.xlsx"
[ ! -e "$disk/a.xlsx" ] || fail "half a workbook is left"
rm "$disk/other"
saved "$program" set "$file" 3.1.a=1
# Full while the data folder is on it too: a version cannot be kept, and the edit still counts where there is room for it.
unmounted
mounted 256k
TIANBAO_DATA=$disk/data
fill
refused 磁盘满了 "$program" set "$file" 3.1.a=2
rm "$disk/other"
unmounted
TIANBAO_DATA=$folder/full
mkdir "$TIANBAO_DATA"
mount -t tmpfs -o size=8k tmpfs "$TIANBAO_DATA"
mounted 256k
saved "$program" set "$file" 3.1.a=2
grep -q '"3.1.a": "2"' "$file" || fail "the edit is not there"
umount "$TIANBAO_DATA"
TIANBAO_DATA=$folder/data
# No more names: a quota of files.
unmounted
mount -t tmpfs -o size=1m,nr_inodes=3 tmpfs "$disk"
cp "$sample" "$file"
before=$(sha256sum <"$file")
touch "$disk/other"
refused 磁盘满了 "$program" set "$file" 3.1.a=1
# Read-only.
unmounted
mounted 256k
mount -o remount,ro "$disk"
refused 磁盘是只读的 "$program" set "$file" 3.1.a=1
refused 磁盘是只读的 "$program" export "$file" -o "$disk/a.csv"
saved "$program" show "$file"
unmounted
# A folder that is gone.
"$program" set "$disk/gone/filing.tianbao" 3.1.a=1 >"$folder/said" 2>&1 && fail "there is no such folder"
grep -q 找不到文件 "$folder/said" || fail "no sentence: $(cat "$folder/said")"
"$program" export "$sample" -o "$disk/gone/a.csv" >"$folder/said" 2>&1 && fail "there is no such folder"
grep -q 文件夹不存在 "$folder/said" || fail "no sentence: $(cat "$folder/said")"
cases=$((cases + 2))
echo "command line: $cases cases"

# The window: what cannot be written stays in it, and is written as soon as it can.
begin_screen
options=(--renderer soft)
TIANBAO_TEST_PAUSE=1
enter() { xdotool type --delay 30 "$1"; xdotool key Return; sleep 1; }
is_there() {
    for _ in $(seq 40); do
        grep -q "\"$1\"" "$file" 2>/dev/null && return
        sleep 0.05
    done
    return 1
}
mounted 256k
start_window "$file"
enter 310001
is_there 310001 || fail "the number is not in the file"
fill
enter 310002
! is_there 310002 || fail "the disk was not full"
is_whole || fail "the file does not open"
rm "$disk/other"
xdotool key ctrl+s
is_there 310002 || fail "the number is lost when there is room again"
# Killed while the disk is full: what it did not take is the newest version when the file is opened again.
fill
enter 310004
! is_there 310004 || fail "the disk was not full"
kill -9 "$owner" "$process" 2>/dev/null || true
wait "$process" 2>/dev/null || true
rm "$disk/other"
"$program" set "$file" 3.1.a=5 >"$folder/said" 2>&1 || [ $? = 1 ] || fail "not saved: $(cat "$folder/said")"
grep -q 已收进历史版本 "$folder/said" || fail "not said: $(cat "$folder/said")"
grep -lq '"310004"' "$TIANBAO_DATA"/versions/*/*-*.tianbao || fail "the number is lost"
start_window "$file"
# Closing the window while nothing can be written asks first; the folder comes back, and all is written.
mv "$file" "$folder/kept"
umount --lazy "$disk"
rmdir "$disk"
enter 310003
xdotool key --window "$window" ctrl+w
sleep 1
kill -0 "$owner" || fail "the program ended"
xdotool key Escape
mkdir "$disk"
cp "$folder/kept" "$file"
xdotool key ctrl+s
is_there 310003 || fail "the number is lost when the folder is there again"
is_whole || fail "the file does not open"
echo "window: full and with room again, folder gone and back, killed while full: 4 numbers typed, 0 lost"
echo "cases: $((cases + 3)), files that did not open: 0"
echo "OK"
