#!/usr/bin/env bash
# Takes the pictures of real screens that the guide shows, docs/help/pictures/NAME.LANG.webp, from a demo of its own.
# To be run when a page that the guide shows has changed; look at what it made before it is kept.
#
#   tools/pictures.sh                    with the program that ./run builds
#   CONSIGNE_BIN=… tools/pictures.sh     with another one, the browser bundle in it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source tools/paths.sh
source tools/say.sh
source tools/packages.sh

export CONSIGNE_BIN="${CONSIGNE_BIN:-$PROGRAM}" CHROMIUM="${CHROMIUM:-/usr/bin/chromium}"
[ -x "$CONSIGNE_BIN" ] || give_up "There is no program to take pictures of." "./run --build-only makes one."
[ -x "$CHROMIUM" ] || need_packages "Pictures" chromium
need_npm_folder end2end "pictures"
exec node end2end/pictures.mjs
