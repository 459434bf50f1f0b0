#!/bin/sh
# Makes the pictures of the README and the docs, docs/images/*.png, with chromium: sh docs/pictures.sh
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p docs/images

picture() { # PAGE NAME HEIGHT: what a window of that height, 1200 wide, shows of a page
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-sync \
        --disable-background-networking --disable-component-update --user-data-dir="$work/profile" \
        --window-size="1200,$3" --screenshot="$PWD/docs/images/$2.png" "file://$1" 2>"$work/log" || { cat "$work/log"; exit 1; }
}

./crosscheck verify --out "$work/verify" >"$work/verify.txt"
picture "$work/verify/report.html" dossier 1250

if ./crosscheck demo --help >"$work/help" 2>&1; then
    ./crosscheck demo cnn --quick --out "$work/demo" >"$work/demo.txt"
    picture "$work/demo/report.html" demo 1000
fi
