# Where built and installed things are kept between runs. Sourced first; changes the caller's environment.
#
# Everything that can be made again lives in one folder outside the clone, so that a second clone starts warm.
# The browser bundle has a target folder of its own: its features and flags would make the server's rebuild.

CACHE="${CONSIGNE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/consigne}"
mkdir -p "$CACHE"
CACHE=$(cd "$CACHE" && pwd)

NATIVE_TARGET="$CACHE/target"
BROWSER_TARGET="$CACHE/target-wasm"
export CARGO_TARGET_DIR="$NATIVE_TARGET"

# Tools of the exact version come from here first, then from wherever the machine has them.
export PATH="$CACHE/tools/bin:$CACHE/npm/node_modules/.bin:$PATH"
if ! command -v cargo >/dev/null 2>&1 && [ -x "$HOME/.cargo/bin/cargo" ]; then
  export PATH="$PATH:$HOME/.cargo/bin"
fi

PROGRAM="$NATIVE_TARGET/release/consigne"
