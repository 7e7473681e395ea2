#!/usr/bin/env bash
# Shared folders of a network: one server, two computers that have its folder mounted, over SFTP and over SMB.
#
#   .ci/share_test.sh target/debug/tianbao
#
# Servers and mounts live in name spaces of their own, without a network but the loop. Needs root, util-linux, iproute2,
# sshfs, openssh-sftp-server, samba, smbnetfs, xvfb, xdotool, and FUSE in the kernel.
set -euo pipefail

[ -e /dev/fuse ] || { echo "no FUSE here: nothing was tried"; exit 0; }
if [ -z "${TIANBAO_IN_NAMESPACE:-}" ]; then
    export TIANBAO_IN_NAMESPACE=yes
    exec unshare --mount --net bash "$0" "$@"
fi

program=$(realpath "${1:?which program?}")
here=$(realpath "$(dirname "$0")/..")
source "$here/.ci/screen.sh"
sample=$here/assets/demo/suqian-2024.tianbao
remote=$folder/remote
mkdir "$remote" "$folder/a" "$folder/b"
ip link set lo up

# The two ends: `mount_sftp a`, `mount_smb a` mount the remote folder for a computer and set `at_a`.
cat >"$folder/ssh" <<'END'
#!/bin/sh
exec /usr/lib/openssh/sftp-server
END
chmod +x "$folder/ssh"
mount_sftp() { sshfs "server:$remote" "$folder/$1" -o "ssh_command=$folder/ssh" && eval "at_$1=$folder/$1"; }

serve_smb() {
    local samba=$folder/samba
    mkdir -p "$samba/rpc"
    {
        echo "[global]"
        for setting in "private dir" "lock directory" "state directory" "cache directory" "pid directory"; do
            echo "$setting = $samba"
        done
        printf '%s\n' "ncalrpc dir = $samba/rpc" "log file = $samba/log" "server role = standalone server" \
            "map to guest = Bad User" "guest account = root" "interfaces = lo" "bind interfaces only = yes" \
            "[share]" "path = $remote" "guest ok = yes" "read only = no" "force user = root"
    } >"$folder/smb.conf"
    # In a group of its own, because it ends its whole group with itself.
    setsid smbd --foreground --no-process-group --configfile "$folder/smb.conf" >/dev/null 2>&1 &
    started+=($!)
}
mount_smb() {
    local home=$folder/home-$1
    mkdir -p "$home/.smb"
    printf '[global]\nclient min protocol = SMB2\n' >"$home/.smb/smb.conf"
    echo 'auth "guest" ""' >"$home/.smb/smbnetfs.conf"
    touch "$home/.smb/smbnetfs.auth" "$home/.smb/smbnetfs.host"
    chmod 600 "$home/.smb/"*
    HOME=$home smbnetfs "$folder/$1"
    eval "at_$1=$folder/$1/127.0.0.1/share"
    for _ in $(seq 50); do
        ls "$folder/$1/127.0.0.1/share" >/dev/null 2>&1 && return
        sleep 0.1
    done
    fail "the share does not answer"
}

# One computer sets a cell; the other and the server see it, and nothing else is left in the folder.
set_at() {
    TIANBAO_DATA=$folder/data-$1 "$program" set "$2/filing.tianbao" "3.1.a=$3" >"$folder/said" 2>&1 || [ $? = 1 ] ||
        fail "$way, $1: $(cat "$folder/said")"
}
has() { grep -q "\"3.1.a\": \"$2\"" "$1/filing.tianbao"; }
only_the_file() {
    local there
    there=$(ls -A "$remote")
    [ "$there" = filing.tianbao ] || fail "$way: left in the folder: $there"
}

for way in sftp smb; do
    [ "$way" = sftp ] || serve_smb
    cp "$sample" "$remote/filing.tianbao"
    "mount_$way" a
    "mount_$way" b
    begun=$(date +%s%N)
    for number in $(seq 1 2 20); do
        set_at a "$at_a" "$number"
        set_at b "$at_b" $((number + 1))
        has "$remote" $((number + 1)) || fail "$way: $((number + 1)) is lost"
        only_the_file
    done
    took=$((($(date +%s%N) - begun) / 20000000))
    # Twenty programs are ended in the middle; what is there is the old or the new content, whole.
    for number in $(seq 100 119); do
        TIANBAO_DATA=$folder/data-a "$program" set "$at_a/filing.tianbao" "3.1.a=$number" >/dev/null 2>&1 &
        victim=$!
        sleep "0.0$((RANDOM % 10))"
        kill -9 "$victim" 2>/dev/null || true
        wait "$victim" 2>/dev/null || true
        "$program" check "$remote/filing.tianbao" >/dev/null || [ $? = 1 ] || fail "$way: the file does not open"
    done
    set_at a "$at_a" 200
    only_the_file

    # A window here, another program there: neither overwrites what it has not seen.
    export TIANBAO_DATA=$folder/data-window
    [ -n "${DISPLAY_BEGUN:-}" ] || { begin_screen && DISPLAY_BEGUN=yes; }
    options=(--renderer soft)
    start_window "$at_a/filing.tianbao"
    xdotool type --delay 40 310001
    xdotool key Return
    for _ in $(seq 60); do grep -q '"310001"' "$remote/filing.tianbao" && break; sleep 0.1; done
    grep -q '"310001"' "$remote/filing.tianbao" || fail "$way: the number typed is not in the file"
    TIANBAO_DATA=$folder/data-b "$program" set "$at_b/filing.tianbao" 4.1.a=4242 >/dev/null 2>&1 || [ $? = 1 ] ||
        fail "$way: the other computer cannot write"
    xdotool type --delay 40 310002
    xdotool key Return
    sleep 3
    grep -q '"4242"' "$remote/filing.tianbao" || fail "$way: the other computer's number was overwritten"
    "$program" check "$remote/filing.tianbao" >/dev/null || [ $? = 1 ] || fail "$way: the file does not open"
    # What this window could not write is asked about before it closes, and kept when it closes all the same.
    kill "$process"
    wait "$process" 2>/dev/null || true
    grep -rq '"310002"' "$TIANBAO_DATA" || fail "$way: the number typed here is lost"
    fusermount -uz "$folder/a"
    fusermount -uz "$folder/b"
    unset TIANBAO_DATA
    rm -rf "$remote" && mkdir "$remote"
    echo "$way: 20 saves by two computers ($took ms each), 20 kills, one window: nothing lost, nothing left"
done
echo "OK"
