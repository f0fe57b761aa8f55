# Rust and the tools that make the browser bundle. Sourced after say.sh and packages.sh.
#
# Trunk 0.21.14 is the newest that our compiler builds. wasm-bindgen's command must be of exactly the version in
# Cargo.lock, so it is read from there. wasm-opt's version stands in tools/wasm-opt/package.json.

TRUNK_VERSION=0.21.14

need_rust() {
  command -v cargo >/dev/null 2>&1 && command -v rustc >/dev/null 2>&1 ||
    give_up "Rust is missing: neither cargo nor rustc is on the PATH." "Install Rust 1.95 or newer with rustup, then run this again."
  command -v cc >/dev/null 2>&1 || need_packages "Compiling" gcc libc6-dev
}

# version_of COMMAND: the second word that it prints of itself ("trunk 0.21.14"), or nothing.
version_of() { "$1" --version 2>/dev/null | awk 'NR == 1 { print $2 }'; }

# need_cargo_tool COMMAND PACKAGE VERSION MINUTES [FLAG…]: compiled from source into the cache, unless some PATH has that very version.
need_cargo_tool() {
  local command=$1 package=$2 version=$3 minutes=$4
  shift 4
  [ "$(version_of "$command")" = "$version" ] && return 0
  # The lock file of a tool sometimes names a release that a registry mirror does not have: then without.
  if ! step "compiling $package $version (about $minutes min on two cores)" install_cargo_tool "$package" "$version" "$@" --locked; then
    step "compiling $package $version without its lock file" install_cargo_tool "$package" "$version" "$@" ||
      give_up "$package $version could not be compiled." "Look at the lines above; then run: cargo install $package --version $version $*"
  fi
  rm -rf "$CACHE/target-tools"
  hash -r
  [ "$(version_of "$command")" = "$version" ] ||
    give_up "$command $version was installed, but $(command -v "$command") says $(version_of "$command")."
}

# A tool runs for seconds, so it is compiled for the shortest compiling: hardly optimised, without what a debugger reads.
install_cargo_tool() {
  local package=$1 version=$2
  shift 2
  CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_TARGET_DIR="$CACHE/target-tools" cargo install "$package" --version "$version" --root "$CACHE/tools" --force "$@"
}

need_trunk() { need_cargo_tool trunk trunk "$TRUNK_VERSION" 4 --debug; } # it only orchestrates, so no optimising

need_wasm_bindgen() {
  need_cargo_tool wasm-bindgen wasm-bindgen-cli "$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, "", $3); print $3 }' Cargo.lock)" 5
}

need_wasm_opt() {
  mkdir -p "$CACHE/npm"
  cp tools/wasm-opt/package.json tools/wasm-opt/package-lock.json "$CACHE/npm/"
  need_npm_folder "$CACHE/npm" "wasm-opt"
}

has_wasm_target() { [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)" ]; }

# need_wasm_target: the standard library for the browser. rustup fetches it; where rustup cannot, Debian's newer compiler
# builds it from source, and for the bundle alone that compiler takes the place of rustup's.
need_wasm_target() {
  has_wasm_target && return 0
  if command -v rustup >/dev/null 2>&1; then
    step "fetching Rust's standard library for the browser" rustup target add wasm32-unknown-unknown && has_wasm_target && return 0
  fi
  say "  rustup cannot fetch it: Debian's compiler builds it instead"
  need_packages "Compiling for the browser without rustup" rustc-web cargo-web rust-web-src lld
  export RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld
  # Trunk calls whichever cargo comes first on the PATH.
  mkdir -p "$CACHE/tools/debian"
  ln -sf /usr/bin/cargo "$CACHE/tools/debian/cargo"
  export PATH="$CACHE/tools/debian:$PATH"
}
