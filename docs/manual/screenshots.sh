#!/usr/bin/env bash
# Makes the pictures of the manual from the real window, driven by keys on a virtual screen. Three minutes at most.
#
#   docs/manual/screenshots.sh [target/debug/tianbao]
#
# Needs: xvfb xdotool imagemagick xclip, and a Chinese face (fonts-noto-cjk).
set -euo pipefail

root=$(realpath "$(dirname "$0")/../..")
program=$(realpath "${1:-$root/target/debug/tianbao}")
images=$root/docs/manual/images
samples=$root/assets/demo
folder=$(mktemp -d)
display=:$((90 + RANDOM % 900))
screen=
process=
mkdir -p "$images"

finish() {
    for started in $process $screen; do
        kill "$started" 2>/dev/null || true
        wait "$started" 2>/dev/null || true
    done
    rm -rf "$folder"
}
trap finish EXIT

Xvfb "$display" -screen 0 1366x768x24 -noreset >/dev/null 2>&1 &
screen=$!
export DISPLAY=$display LIBGL_ALWAYS_SOFTWARE=1
for _ in $(seq 50); do
    xdotool getdisplaygeometry >/dev/null 2>&1 && break
    sleep 0.1
done

# Starts the window with a data folder of its own: open_window WIDTH HEIGHT [FILE…]
open_window() {
    close_window
    local width=$1 height=$2 window=
    shift 2
    export TIANBAO_DATA=$folder/data-$RANDOM
    mkdir "$TIANBAO_DATA"
    env -u WAYLAND_DISPLAY "$program" "$@" >"$folder/program.log" 2>&1 &
    process=$!
    for _ in $(seq 120); do
        window=$(xdotool search --pid "$process" --onlyvisible 2>/dev/null | head -n 1 || true)
        [ -n "$window" ] && break
        sleep 0.1
    done
    [ -n "$window" ] || { echo "no window: $(cat "$folder/program.log")" >&2; exit 1; }
    xdotool windowmove "$window" 0 0 windowsize "$window" "$width" "$height" windowfocus "$window"
    size=${width}x$height
    sleep 1.5
}

close_window() {
    [ -z "$process" ] || { kill "$process" 2>/dev/null || true; wait "$process" 2>/dev/null || true; }
    process=
}

keys() {
    for key in "$@"; do
        xdotool key "$key"
        sleep 0.15
    done
}

say() {
    xdotool type --delay 50 -- "$1"
    sleep 0.3
}

# Chinese goes through the clipboard: no key of the virtual keyboard has it.
paste() {
    clipboard "$1"
    keys ctrl+v
    sleep 0.3
}

# Runs a command by the pinyin initials of its name in the list of all commands.
run() {
    keys ctrl+shift+p
    sleep 0.3
    say "$1"
    keys Return
    sleep 0.6
}

# A picture of the window: small, with few colours. shot NAME [CROP]
shot() {
    sleep 0.7
    import -window root -crop "${2:-$size+0+0}" +repage "$folder/shot.png"
    convert "$folder/shot.png" -dither None -colors 96 -define png:compression-level=9 -strip "PNG8:$images/$1.png"
    echo "$1: $(stat -c %s "$images/$1.png") bytes"
}

# The print dialog lists this printer, whatever the machine has.
mkdir "$folder/bin"
printf '#!/bin/sh\n[ "$1" = -e ] && echo HP-LaserJet-401 || echo "system default destination: HP-LaserJet-401"\n' >"$folder/bin/lpstat"
chmod +x "$folder/bin/lpstat"
export PATH=$folder/bin:$PATH

# A fresh sample; the window that had it open is closed first, because nobody else may write it meanwhile.
copy() {
    close_window
    cp "$samples/suqian-$1.tianbao" "$folder/$1.tianbao"
}

# Replaces the clipboard by tabular text, as a spreadsheet does.
clipboard() { printf '%b' "$1" | xclip -selection clipboard -i; }

copy 2023
copy 2024

open_window 1180 700
paste "某某市某某区人民政府"
shot start

open_window 1180 700 "$folder/2024.tianbao"
shot sheet
keys ctrl+f
say "xzfy"
shot find
keys Escape
keys F4
shot filing-data
keys Escape
run sns
shot prior
keys Escape
say "21"
keys Return
say "5"
keys Return
sleep 0.5
run lsbb
shot versions
keys Escape

copy 2024
open_window 1366 768 "$folder/2024.tianbao"
clipboard '信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t7\t8\t9\n行政规范性文件\t4\t5\t6\n章规\t1\t2\t3\n'
keys ctrl+v
sleep 1
shot import
keys Escape

copy 2024
open_window 1180 700 "$folder/2024.tianbao"
clipboard '12\t３\t1,200\n40\t无\t36\n'
keys ctrl+v
shot pasted

copy 2024
open_window 1180 700 "$folder/2024.tianbao"
keys ctrl+f
say "3.1.a"
keys Return Escape
say "9000"
keys Return F8
shot findings

copy 2024
open_window 1180 700 "$folder/2024.tianbao"
keys ctrl+f
say "3.3.7.a"
keys Return Escape Delete
shot totals

copy 2024
open_window 1366 768 "$folder/2024.tianbao"
keys ctrl+p
sleep 5
shot preview
keys Return
sleep 1
shot print
keys Escape Escape

copy 2024
"$program" set "$folder/2024.tianbao" "@prior=$samples/suqian-2023.tianbao" >/dev/null
open_window 1366 768 "$folder/2024.tianbao"
keys ctrl+g
sleep 1
shot charts
keys Escape
close_window
cp "$root/tests/data/plans/guandu-2018.txt" "$folder/plan.txt"
"$program" plan "$folder/2024.tianbao" --import "$folder/plan.txt" >/dev/null
open_window 1366 768 "$folder/2024.tianbao"
keys ctrl+t
sleep 1
shot plan
keys Escape

# The report: drafted, with a sentence that does not agree; its pages, the audit report, and handing in.
copy 2024
"$program" set "$folder/2024.tianbao" "@prior=$samples/suqian-2023.tianbao" >/dev/null
"$program" report "$folder/2024.tianbao" --draft \
    --set "overview.requests=严格落实依申请公开办理程序，全年新收政府信息公开申请3252件，均按期答复。" >/dev/null
open_window 1366 768 "$folder/2024.tianbao"
keys ctrl+r
sleep 2
shot report
keys ctrl+p
sleep 5
keys Next
sleep 2
shot report-preview 500x692+866+44
keys Escape ctrl+r
close_window

copy 2023
open_window 1180 700 "$folder/2023.tianbao"
run bs
sleep 1
shot submit
keys Escape
close_window
"$program" submit "$folder/2023.tianbao" -o "$folder/报送" >/dev/null 2>&1 || true
code=$("$program" verify "$folder/2023.tianbao")
printf '{"format": "tianbao-return", "version": 1, "unit": "江苏省宿迁市人民政府", "form": "zfxxgk-2021", "year": 2023, "code": "%s", "date": "2024-01-20", "from": "某市政务公开办公室", "findings": [{"cell": "3.3.5.4.g", "text": "与上年相差较大，请核实并作说明。"}, {"text": "请附上签章页。"}]}' \
    "$code" >"$folder/退回.tianbao-return"
"$program" return "$folder/2023.tianbao" "$folder/退回.tianbao-return" >/dev/null || true
open_window 1180 700 "$folder/2023.tianbao"
sleep 1
shot return
close_window

copy 2024
open_window 1180 700 "$folder/2024.tianbao"
keys ctrl+n
paste "某某市某某区人民政府"
keys Return
sleep 1
shot tabs

# A desk with a dozen offices, of which three have not sent anything.
desk=$folder/desk
mkdir -p "$desk/收到"
python3 - "$samples/suqian-2024.tianbao" "$desk" <<'PYTHON'
import json, pathlib, sys
filing = json.load(open(sys.argv[1], encoding="utf-8"))
folder = pathlib.Path(sys.argv[2])
names = {"甲区": ["财政局", "教育局", "公安局", "民政局"], "乙区": ["水利局", "林业局", "卫生健康委员会", "审计局"]}
for number, name in enumerate(sum(names.values(), [])[:6]):
    filing["unit"] = {"name": name}
    filing["values"] = {cell: str(int(value.split(".")[0]) * (number + 1)) for cell, value in filing["values"].items()}
    if number == 2:
        filing["values"]["3.1.a"] = "7"
    (folder / "收到" / f"{name}.tianbao").write_text(json.dumps(filing, ensure_ascii=False), "utf-8")
units = [{"name": above, "heading": True, "units": [{"name": name} for name in below]} for above, below in names.items()]
document = {"tianbao": "units", "version": 1, "name": "某市公开办", "form": "zfxxgk-2021", "year": 2024,
            "sources": ["收到"], "units": [{"name": "某市", "heading": True, "units": units}]}
(folder / "汇总.tianbao-units").write_text(json.dumps(document, ensure_ascii=False), "utf-8")
PYTHON
open_window 1366 768 "$desk/汇总.tianbao-units"
sleep 2
keys Down Down Down
shot desk
keys alt+2
sleep 1
shot desk-sheet
