# The worlds that ./bench measures on. Sourced after paths.sh, say.sh, packages.sh and postgres.sh.
#
# Making one takes minutes, so it is kept: for SQLite the data folder, for PostgreSQL the same and a dump. It is made anew
# each week, because what falls due in it changes it, and whenever the schema or the demo changes.

WORLDS="$CACHE/bench"
WORLD_DATA=     # the folder of the copy that is open
WORLD_DATABASE= # its database, where it is not the embedded one
WORLD_LIST=     # what there is to ask for in it
# requests: tickets with all that a demo world has; parcels: many parcels, few tickets; tickets and tickets-tenth: many
# tickets of two years and fifty shippers
WORLD_KIND=

# world_size: parcels of a world of parcels, tickets of any other.
world_size() {
  if [[ "$WORLD_KIND" = tickets* ]]; then
    local size=1000000
    [ "$WORLD_KIND" = tickets ] || size=100000
    if [ ${#quick[@]} -gt 0 ]; then echo $((size / 10)); else echo "$size"; fi
  elif [ "$WORLD_KIND" = parcels ]; then
    if [ ${#quick[@]} -gt 0 ]; then echo 20000; else echo 1000000; fi
  elif [ ${#quick[@]} -gt 0 ]; then echo 2000; else echo 100000; fi
}

# world_folder ENGINE: its place. The name holds the kind and size, the week, and what it is made of.
world_folder() {
  local made_of
  made_of=$(find crates/operations/src/demo crates/store/migrations measure/src/world.rs measure/src/parcels.rs measure/src/tickets.rs -type f |
    LC_ALL=C sort | xargs sha256sum | cat - <("$PROGRAM" --version) | sha256sum | cut -c1-12)
  printf '%s/%s-%s-%s-%s-%s' "$WORLDS" "$1" "$WORLD_KIND" "$(world_size)" "$(date +%G-%V)" "$made_of"
}

# need_disk FOLDER: a world takes about 9 kB of each ticket, or 6 kB of each parcel with its scans; one is kept and one
# is worked on.
need_disk() {
  local need free
  need=$((300 + $(world_size) * 25 / 1000))
  [ "$WORLD_KIND" != parcels ] || need=$((300 + $(world_size) * 14 / 1000))
  [[ "$WORLD_KIND" != tickets* ]] || need=$((300 + $(world_size) * 18 / 1000))
  free=$(df --output=avail -m "$1" | tail -n 1)
  [ "$free" -ge "$need" ] ||
    give_up "Measuring needs $need MB of free disk in $1, and there are $free MB." "Make room, or try ./bench --quick."
}

# open_world ENGINE KIND: a copy to work on, made first where there is none yet.
open_world() {
  local kept
  WORLD_KIND=$2
  mkdir -p "$WORLDS"
  kept=$(world_folder "$1")
  need_disk "$WORLDS"
  if [ ! -f "$kept/list.json" ]; then
    rm -rf "$WORLDS/$1-$WORLD_KIND-$(world_size)-"*
    make_world "$1" "$kept"
  fi
  WORLD_DATA="$WORLDS/work.$$"
  WORLD_LIST="$kept/list.json"
  rm -rf "$WORLD_DATA"
  step "copying the world" cp -a "$kept/data" "$WORLD_DATA"
  if [ "$1" = postgres ]; then
    start_database
    step "putting the dump back" "$POSTGRES_BIN/pg_restore" --dbname="$WORLD_DATABASE" --no-owner --exit-on-error "$kept/dump"
    step "gathering PostgreSQL's statistics" "$POSTGRES_BIN/vacuumdb" --analyze --dbname="$WORLD_DATABASE"
  fi
}

# make_world ENGINE FOLDER
make_world() {
  local engine=$1 folder=$2 size tickets parcels further=0 command=prepare
  size=$(world_size)
  tickets=$size parcels=$((size * 2))
  case "$WORLD_KIND" in
  parcels) tickets=$((size / 500)) parcels=$size command=prepare-parcels ;;
  tickets*) tickets=200 parcels=2000 further=$((size - 200)) command=prepare-tickets ;;
  esac
  rm -rf "$folder"
  mkdir -p "$folder"
  WORLD_DATABASE=
  [ "$engine" = sqlite ] || start_database
  local program=("$PROGRAM") prepare=("$MEASURE" "$command" --program "$PROGRAM" --data "$folder/data" --log "$RESULTS/prepare.log")
  program+=(--data "$folder/data")
  if [ -n "$WORLD_DATABASE" ]; then
    program+=(--database "$WORLD_DATABASE")
    prepare+=(--database "$WORLD_DATABASE")
  fi
  step "making a world of $((tickets + further)) tickets and $((parcels + further)) parcels on $engine" \
    "${program[@]}" seed-demo --tickets "$tickets" --parcels "$parcels" --further-tickets "$further" ||
    give_up "The world could not be made: see the lines above."
  step "preparing it" "${prepare[@]}" --world "$folder/list" ||
    give_up "The world could not be prepared: see the lines above."
  if [ "$engine" = postgres ]; then
    step "dumping it" "$POSTGRES_BIN/pg_dump" --format=custom --compress=1 --file="$folder/dump" "$WORLD_DATABASE"
    stop_postgres
  fi
  mv "$folder/list" "$folder/list.json" # only now it is whole
}

start_database() {
  need_disk /var/tmp
  start_postgres durable || give_up "PostgreSQL cannot be had: see the lines above."
  WORLD_DATABASE=$CONSIGNE_TEST_POSTGRES
}

# close_world: ends the database and removes the copy.
close_world() {
  stop_postgres
  [ -z "$WORLD_DATA" ] || rm -rf "$WORLD_DATA"
  WORLD_DATA= WORLD_DATABASE=
}
