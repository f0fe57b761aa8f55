# A PostgreSQL server for one run: its own cluster in a temporary folder, on a loopback port of its own.
# Sourced after say.sh and packages.sh.
#
# PostgreSQL refuses to run as root: then it runs as `postgres`.

POSTGRES_HOME=
POSTGRES_USER=
POSTGRES_BIN=

# start_postgres [durable]: sets and exports CONSIGNE_TEST_POSTGRES. Returns non-zero, with the reason said, when it cannot.
# For tests it keeps nothing, so it need not flush to disk; with `durable` it is as Debian ships it, and lies on a disk.
start_postgres() {
  local port password folder=${TMPDIR:-/tmp} careless="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  if [ "${1:-}" = durable ]; then
    folder=/var/tmp careless=
  fi
  (need_packages "A PostgreSQL of our own" postgresql-15) || return 1
  POSTGRES_BIN=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  POSTGRES_HOME=$(mktemp -d "$folder/consigne-postgres-XXXXXX")
  POSTGRES_USER=$(id -un)
  if [ "$(id -u)" -eq 0 ]; then
    POSTGRES_USER=postgres
    chown postgres "$POSTGRES_HOME"
  fi
  # MD5, because a test asks for its connections in a program that is not optimised, and SCRAM makes each a twentieth of a
  # second longer; the password is as long as it should be, and good for this run alone.
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  as_postgres sh -c 'umask 077; printf %s "$1" >"$2/password"' - "$password" "$POSTGRES_HOME"
  step "creating a PostgreSQL cluster" as_postgres "$POSTGRES_BIN/initdb" --pgdata="$POSTGRES_HOME/data" --username=consigne \
    --pwfile="$POSTGRES_HOME/password" --auth=md5 --encoding=UTF8 --locale=C.UTF-8 --no-sync || return 1
  for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000))
    if as_postgres "$POSTGRES_BIN/pg_ctl" start --pgdata="$POSTGRES_HOME/data" --wait --timeout=60 --log="$POSTGRES_HOME/log" --silent \
      --options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$POSTGRES_HOME -c max_connections=200 $careless" \
      >/dev/null 2>&1 </dev/null; then
      as_postgres env PGPASSWORD="$password" "$POSTGRES_BIN/createdb" --host="$POSTGRES_HOME" --port="$port" --username=consigne consigne || return 1
      export CONSIGNE_TEST_POSTGRES="postgres://consigne:$password@127.0.0.1:$port/consigne"
      say "  ✓ PostgreSQL listens on 127.0.0.1:$port"
      return 0
    fi
  done
  say "  ✗ PostgreSQL did not start:"
  tail -n 20 "$POSTGRES_HOME/log" | sed 's/^/    /'
  return 1
}

# stop_postgres: ends that server by its process id and removes its folder.
stop_postgres() {
  local pid
  [ -n "$POSTGRES_HOME" ] || return 0
  pid=$(head -n 1 "$POSTGRES_HOME/data/postmaster.pid" 2>/dev/null)
  if [ -n "$pid" ]; then
    kill -QUIT "$pid" 2>/dev/null # nothing in it is wanted any more
    for _ in $(seq 50); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
  fi
  rm -rf "$POSTGRES_HOME"
  POSTGRES_HOME=
}

as_postgres() {
  if [ "$(id -un)" = "$POSTGRES_USER" ]; then
    (cd "$POSTGRES_HOME" && "$@")
  else
    (cd "$POSTGRES_HOME" && runuser -u "$POSTGRES_USER" -- "$@")
  fi
}
