# Debian packages and npm packages, installed only when missing. Sourced after say.sh.

# need_packages WHAT-FOR PACKAGE…: Debian packages, by apt.
need_packages() {
  local purpose=$1 package missing=()
  shift
  command -v dpkg >/dev/null 2>&1 ||
    give_up "$purpose needs these Debian packages, and this machine has no dpkg: $*." "Install what they hold by hand, then run this again."
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if ! as_root true; then
    give_up "$purpose needs Debian packages that are missing: ${missing[*]}." "Run as root: apt-get install ${missing[*]}"
  fi
  if ! ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1; then
    step "fetching Debian's package lists" apt_get update || true
  fi
  step "installing ${missing[*]}" apt_get install -y --no-install-recommends "${missing[@]}" && return 0
  # An old list names files that the mirror no longer has: fetch it anew, once.
  step "fetching Debian's package lists anew" apt_get update || true
  step "installing ${missing[*]} once more" apt_get install -y --no-install-recommends "${missing[@]}" ||
    give_up "$purpose needs Debian packages that could not be installed: ${missing[*]}." "Look at the lines above; then run: apt-get install ${missing[*]}"
}

apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Use-Pty=0 -q "$@"; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    sudo -n "$@"
  else
    return 1
  fi
}

# need_npm_folder FOLDER WHAT: the packages of FOLDER's lock file, in FOLDER/node_modules. A stamp beside them says which lock file they are of.
need_npm_folder() {
  local folder=$1 what=$2 wanted
  command -v npm >/dev/null 2>&1 || give_up "$what needs Node.js 20 or newer with npm." "Install both, then run this again."
  wanted=$(sha256sum <"$folder/package-lock.json")
  [ "$(cat "$folder/node_modules/.lock-sha256" 2>/dev/null)" = "$wanted" ] && return 0
  # Playwright would fetch browsers of its own; ours is Debian's.
  step "installing npm packages: $what" env PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefix "$folder" --no-audit --no-fund ||
    give_up "The npm packages of $what could not be installed." "Look at the lines above; then run: npm ci --prefix $folder"
  printf '%s' "$wanted" >"$folder/node_modules/.lock-sha256"
}
