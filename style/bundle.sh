#!/usr/bin/env bash
# Joins style/ into one sheet, style/.bundle/consigne.css, in the order of main.css.
# Trunk copies one stylesheet and follows no @import. The same sources give the same bytes.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")"

import='^@import url\("([a-z_/]+\.css)"\) layer\(([a-z]+)\);$'
mkdir -p .bundle
bundle="$(mktemp .bundle/consigne.XXXXXX)"
trap 'rm -f "$bundle"' EXIT

while IFS= read -r line; do
  if [[ $line =~ $import ]]; then
    printf '@layer %s {\n' "${BASH_REMATCH[2]}"
    cat "${BASH_REMATCH[1]}"
    printf '}\n'
  elif [[ $line == @import* ]]; then
    echo "main.css: this line cannot be bundled: $line" >&2
    exit 1
  else
    printf '%s\n' "$line"
  fi
done <main.css >"$bundle"

# A sheet that nobody imports is a mistake, not a spare.
while IFS= read -r sheet; do
  if ! grep -qF "url(\"$sheet\")" main.css; then
    echo "main.css does not import $sheet" >&2
    exit 1
  fi
done < <(find . -name '*.css' -not -path './.bundle/*' -not -name main.css | sed 's|^\./||' | sort)

chmod 644 "$bundle"
# An unchanged sheet keeps its age, so that a watching build does not start again.
if ! cmp -s "$bundle" .bundle/consigne.css; then
  mv "$bundle" .bundle/consigne.css
fi
