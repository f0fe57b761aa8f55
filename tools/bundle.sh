# Builds the browser bundles into dist/ and the program that carries it. Sourced after say.sh, packages.sh and rust.sh.

# Everything that the bundle is made of, as one number; a change of it is what makes Trunk run again.
bundle_inputs() {
  {
    find app crates/domain crates/wording style '(' -path style/.bundle -o -path app/src/host ')' -prune -o -type f -print
    printf '%s\n' Cargo.toml Cargo.lock Trunk.toml .cargo/config.toml tools/bundle.sh tools/wasm-opt/package-lock.json
  } | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum | { cat; rustc --version; } | sha256sum | cut -d ' ' -f 1
}

# build_bundle: all of dist/, unless it is of just these inputs already. The stamp lies outside dist/, which goes into the program.
build_bundle() {
  local inputs stamp=target/bundle-inputs
  inputs=$(bundle_inputs)
  if [ -s dist/lists/index.html ] && [ "$(cat "$stamp" 2>/dev/null)" = "$inputs" ]; then
    say "  ✓ browser bundles: unchanged"
    return 0
  fi
  need_trunk
  need_wasm_bindgen
  need_wasm_opt
  need_wasm_target # last, because it may put another compiler in place, which is for the bundle alone
  # Trunk builds without the network, so what it compiles has to be here; a standard library built from source, too.
  step "fetching crates" fetch_crates || give_up "The crates in Cargo.lock could not be fetched." "Look at the lines above; then run: cargo fetch --locked"
  for page in app/bundles/*.html; do
    build_part "$(basename "$page" .html)"
  done
  mkdir -p target
  printf '%s' "$inputs" >"$stamp"
}

# build_part NAME: the bundle of one part of the product, from its page into its folder.
build_part() {
  # Trunk stops at NO_COLOR=1, which it takes for a malformed yes or no, and backtraces of its own would hide the reason.
  step "building the browser bundle: $1$([ -d "$BROWSER_TARGET" ] || printf ' (about 3 min the first time)')" \
    env -u NO_COLOR RUST_BACKTRACE=0 CARGO_TARGET_DIR="$BROWSER_TARGET" \
    trunk build --release --offline --locked --dist "dist/$1" --public-url "/assets/$1/" "app/bundles/$1.html" ||
    give_up "The browser bundle could not be built: see the lines above."
}

fetch_crates() { cargo fetch --locked && cargo fetch --locked --target wasm32-unknown-unknown; }

# build_program: the release program with dist/ embedded. Cargo itself knows whether anything changed.
build_program() {
  step "building the program$([ -x "$PROGRAM" ] || printf ' (about 5 min the first time)')" cargo build --release --locked -p server ||
    give_up "The program could not be built: see the lines above."
}
