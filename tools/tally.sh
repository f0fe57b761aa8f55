# Counts tests over all runners, and keeps the seconds of every stage. Sourced, never run.

passed=0 failed=0 skipped=0
stages=()

count() { passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3)); }

record() { stages+=("$(printf '%-16s %s' "$1" "$2")"); }

# count_tests STAGE STATUS LOG: adds what the runner counted. A stage without a runner is one test; a runner that failed
# before it could count a failure is one failed test.
count_tests() {
  local stage=$1 status=$2 log=$3 counted=
  case "$stage" in
  rust) counted=$(count_rust <"$log") ;;
  journeys) counted=$(count_journeys 2>/dev/null) ;;
  bytes) counted=$(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?$/\1 \2 \4/p' "$log" | tail -n 1) ;;
  esac
  if [ -z "$counted" ]; then
    if [ "$status" -eq 0 ]; then counted="1 0 0"; else counted="0 1 0"; fi
  fi
  read -r ok bad left <<<"$counted"
  [ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
  count "$ok" "$bad" "${left:-0}"
}

# Reads nextest's closing line and those of cargo test, of which there is one per program.
count_rust() {
  awk '
    / tests? run: / {
      for (i = 2; i <= NF; i++) {
        if ($i ~ /^passed/) ok += $(i - 1)
        if ($i ~ /^(failed|timed|exec)/) bad += $(i - 1)
        if ($i ~ /^skipped/) left += $(i - 1)
      }
      seen = 1
    }
    /^test result: / { ok += $4; bad += $6; left += $8; seen = 1 }
    END { if (seen) print ok + 0, bad + 0, left + 0 }'
}

count_journeys() {
  node -e '
    const { stats } = JSON.parse(require("fs").readFileSync("target/end2end/results.json", "utf8"));
    console.log(stats.expected, stats.unexpected + stats.flaky, stats.skipped);'
}

# The seconds of every stage, then the one line that counts.
print_tally() {
  printf '\n'
  printf '%s\n' ${stages[@]+"${stages[@]}"}
  printf '%-16s %s\n' all "$SECONDS s"
  printf '%s passed, %s failed' "$passed" "$failed"
  [ "$skipped" -eq 0 ] || printf ', %s skipped' "$skipped"
  printf '\n'
}
