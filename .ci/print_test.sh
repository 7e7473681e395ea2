#!/usr/bin/env bash
# Prints a sample through the program's own way to paper, onto a virtual printer that writes PDF files (CUPS, cups-pdf).
#
#   .ci/print_test.sh target/debug/tianbao
#
# Starts a print service of its own, with its own folder and port, and ends it again. Needs root, as every cupsd does, and
# cups, cups-client, printer-driver-cups-pdf, poppler-utils.
set -euo pipefail

program=$(realpath "${1:?which program?}")
sample=$(realpath "$(dirname "$0")/../assets/demo/suqian-2024.tianbao")
folder=$(mktemp -d /tmp/tianbao-print.XXXXXX)
port=$((20000 + RANDOM % 20000))
printer=papier-$port
service=
# The driver looks for the settings of a printer here and nowhere else.
settings=/etc/cups/cups-pdf-$printer.conf

finish() {
    [ -z "$service" ] || { kill "$service" 2>/dev/null || true; wait "$service" 2>/dev/null || true; }
    rm -rf "$folder" "$settings"
}
trap finish EXIT

fail() {
    echo "FAILED: $*" >&2
    tail -n 30 "$folder"/*.log 2>/dev/null | sed 's/^/  service: /' >&2 || true
    exit 1
}

[ "$(id -u)" = 0 ] || fail "cupsd needs root"
mkdir -p "$folder"/{root/ppd,spool/tmp,spool/pdf,cache,state,out}
chmod -R 755 "$folder"
chmod 1777 "$folder/out"
cat >"$folder/cups-files.conf" <<END
ServerRoot $folder/root
DataDir /usr/share/cups
ServerBin /usr/lib/cups
RequestRoot $folder/spool
TempDir $folder/spool/tmp
CacheDir $folder/cache
StateDir $folder/state
AccessLog $folder/access.log
ErrorLog $folder/error.log
PageLog $folder/page.log
SystemGroup root
END
cat >"$folder/root/cupsd.conf" <<END
Listen 127.0.0.1:$port
LogLevel info
Browsing No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow 127.0.0.1
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
END
cat >"$settings" <<END
Out $folder/out
AnonDirName $folder/out
Log $folder/pdf.log
Spool $folder/spool/pdf
END
/usr/sbin/cupsd -f -c "$folder/root/cupsd.conf" -s "$folder/cups-files.conf" >"$folder/cupsd.log" 2>&1 &
service=$!
export LC_ALL=C.UTF-8 CUPS_SERVER=127.0.0.1:$port TIANBAO_DATA=$folder/data
for _ in $(seq 50); do
    grep -q "is running" <<<"$(lpstat -r 2>/dev/null)" && break
    kill -0 "$service" 2>/dev/null || fail "cupsd ended: $(cat "$folder/cupsd.log")"
    sleep 0.1
done
lpadmin -p "$printer" -E -v "cups-pdf:/$printer" -P /usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd 2>"$folder/lpadmin.log" || fail "no printer"
lpadmin -d "$printer"
grep -qx "$printer（默认）" <<<"$("$program" print --list)" || fail "the printer is not listed"

"$program" print "$sample" --printer "$printer" --copies 1 --pages 1-2
file=
for _ in $(seq 300); do
    file=$(find "$folder/out" -name '*.pdf' -size +0 -print -quit)
    [ -n "$file" ] && [ -z "$(lpstat -o)" ] && break
    sleep 0.1
done
[ -n "$file" ] || fail "nothing was printed: $(lpstat -t 2>&1)"
pages=$(pdfinfo "$file" | awk '/^Pages/ { print $2 }')
size=$(pdfinfo "$file" | awk '/^Page size/ { print int($3 + 0.5) "x" int($5 + 0.5) }')
echo "printed: $(basename "$file"), $pages pages of $size points"
[ "$pages" = 2 ] || fail "$pages pages instead of 2"
[ "$size" = 595x842 ] || fail "not A4: $size"

"$program" print "$sample" --printer nowhere 2>"$folder/refusal" && fail "a printer that is not there took it"
grep -q '打印没有成功' "$folder/refusal" || fail "no sentence: $(cat "$folder/refusal")"
echo "OK"
