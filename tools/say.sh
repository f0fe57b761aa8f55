# How `run` and `test` speak: one line per step, with its seconds. Sourced, never run.
#
# Expects CACHE (tools/paths.sh). Long output goes to a log under $CACHE/logs and is shown only when the step fails.

say() { printf '%s\n' "$*"; }

# give_up LINE…: says what cannot be had and what to do about it, then ends the (sub)shell.
give_up() {
  printf '\n' >&2
  printf 'consigne: %s\n' "$@" >&2
  exit 1
}

# step TEXT COMMAND…: runs a command that may take long. Returns the command's own status.
step() {
  local text=$1 log started=$SECONDS status=0 ticker=
  shift
  mkdir -p "$CACHE/logs"
  log="$CACHE/logs/$(printf '%s' "$text" | tr -cs '[:alnum:]' '-' | cut -c1-60).$$.log"
  if [ -t 1 ]; then
    tick "$text" "$log" "$started" &
    ticker=$!
  else
    say "  … $text"
  fi
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [ -n "$ticker" ]; then
    kill "$ticker" 2>/dev/null
    wait "$ticker" 2>/dev/null || true
    printf '\r\033[K'
  fi
  if [ "$status" -eq 0 ]; then
    say "  ✓ $text ($((SECONDS - started)) s)"
    rm -f "$log"
  else
    say "  ✗ $text ($((SECONDS - started)) s); the end of $log:"
    tail -n 60 "$log" | sed 's/^/    /'
  fi
  return "$status"
}

# On a terminal: the seconds so far and the last line of the log, on one line. It looks for its parent because an
# interrupted script cannot end it.
tick() {
  while kill -0 "$$" 2>/dev/null; do
    printf '\r\033[K  … %s (%d s) %s' "$1" "$((SECONDS - $3))" "$(tail -n 1 "$2" 2>/dev/null | tr -d '\r' | cut -c1-50)"
    sleep 1
  done
}
