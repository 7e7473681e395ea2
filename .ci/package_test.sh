#!/usr/bin/env bash
# The package of Debian, as an office installs it: made by cargo-deb around a program that is there already, installed into a
# root of its own, and started from there.
#
#   .ci/package_test.sh target/debug/tianbao [PACKAGE.deb]
#
# With a package that is there already (.ci/package) that one is tried. Needs dpkg as root, desktop-file-utils,
# shared-mime-info, groff-base, xvfb, xdotool.
set -euo pipefail

program=$(realpath "${1:?which program?}")
here=$(realpath "$(dirname "$0")/..")
package=${2:+$(realpath "$2")}
source "$here/.ci/screen.sh"
root=$folder/root
cd "$here"
[ "$(id -u)" = 0 ] || fail "dpkg needs root"

field() { sed -n "/^\[$1\]/,/^\[/{s/^$2 = \"\(.*\)\"/\1/p;t end;b;:end;q}" Cargo.toml; }
version=$(field package version)

# As `cargo deb` packs it: from the list in Cargo.toml, around the program as it is.
build() {
    local target=$folder/target
    mkdir -p "$target/release"
    strip --strip-debug -o "$target/release/tianbao" "$program"
    PATH=$(.ci/tool cargo-deb):$PATH CARGO_TARGET_DIR=$target \
        cargo deb --quiet --locked --offline --no-build --no-strip --no-dbgsym --fast --output "$folder/tianbao.deb" >/dev/null
    package=$folder/tianbao.deb
}
[ -n "$package" ] || build
echo "package: $(du -k "$package" | cut -f 1) KB, $(dpkg-deb -c "$package" | grep -vc '/$') files"

mkdir -p "$root"/var/lib/dpkg/{info,updates}
touch "$root/var/lib/dpkg/status"
# The libraries it depends on are those of the system, not of the new root.
dpkg --root="$root" --force-depends --force-script-chrootless -i "$package" >"$folder/dpkg" 2>&1 || fail "$(cat "$folder/dpkg")"
grep -q "^ii" <<<"$(dpkg --root="$root" -l tianbao)" || fail "not installed"
libraries=$(ldconfig -p)
for library in $(objdump -p "$root/usr/bin/tianbao" | awk '/NEEDED/ { print $2 }'); do
    grep -qF "$library" <<<"$libraries" || fail "$library is not there"
done

"$root/usr/bin/tianbao" --version | tee "$folder/version"
grep -q "^tianbao $version" "$folder/version" || fail "another version"
desktop-file-validate "$root/usr/share/applications/tianbao.desktop" || fail "the desktop entry is not valid"
update-mime-database "$root/usr/share/mime" >/dev/null 2>&1
for pattern in 'application/x-tianbao:\*.tianbao$' 'application/x-tianbao-units:\*.tianbao-units$'; do
    grep -q "$pattern" "$root/usr/share/mime/globs2" || fail "the file type is not known: $pattern"
done
[ -s "$root/usr/share/icons/hicolor/scalable/mimetypes/application-x-tianbao.svg" ] || fail "files have no icon"
# Chinese has no spaces to break lines at; everything else about the pages is to be right.
for page in "$root"/usr/share/man/man1/*; do
    case $page in *.gz) zcat "$page" ;; *) cat "$page" ;; esac | preconv -e utf-8 | groff -man -Tutf8 -ww -W break 2>"$folder/groff" >"$folder/page" ||
        fail "$page: $(cat "$folder/groff")"
    [ ! -s "$folder/groff" ] || fail "$page: $(cat "$folder/groff")"
done
bash -n "$root/usr/share/bash-completion/completions/tianbao"
echo "desktop entry, file types, icons, $(find "$root/usr/share/man" -type f | wc -l) manual pages, completions: in order"

begin_screen
export TIANBAO_DATA=$folder/data HOME=$folder
options=()
program=$root/usr/bin/tianbao
cp "$here/assets/demo/suqian-2024.tianbao" "$folder/filing.tianbao"
start_window "$folder/filing.tianbao"
kill -0 "$process" || fail "the program ended"
kill "$process"

# Removed again, nothing of it stays.
dpkg --root="$root" --force-script-chrootless -r tianbao >/dev/null 2>&1
[ ! -e "$root/usr/bin/tianbao" ] || fail "it is still there"
echo "OK"
