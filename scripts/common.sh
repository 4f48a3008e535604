# Sourced by the other scripts: where the tools are, which versions are wanted, how to speak. Works with Bash 3.2.
# shellcheck shell=bash

set -u -o pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1

# Trunk 0.21 takes NO_COLOR=1 for a malformed option and stops.
unset NO_COLOR

# ---------------------------------------------------------------------------------------------------------------------
# Versions

trunk_version=0.21.14
# The crate and the tool must be the same version, so the lock file decides.
bindgen_version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print }' Cargo.lock)
split_version=0.2.4
# Reads exported templates of CloudFormation.
cfn_lint_version=1.51.0
rust_version=$(awk -F'"' '/^rust-version/ { print $2 }' Cargo.toml)
node_version=20
# Debian 12's. Older ones do not know all of the features that index.html names.
wasm_opt_version=108
wasm_target=wasm32-unknown-unknown

# ---------------------------------------------------------------------------------------------------------------------
# Words

say() { printf '%s\n' "$*" >&2; }

fail() {
  say ""
  say "Cannot go on: $*"
  exit 1
}

# ---------------------------------------------------------------------------------------------------------------------
# Places

cache=${XDG_CACHE_HOME:-${HOME:-$root}/.cache}/ipam-planner
target_dir=${CARGO_TARGET_DIR:-$root/target}

has() { command -v "$1" >/dev/null 2>&1; }

# at_least HAVE WANT: compares dotted version numbers.
at_least() {
  awk -v have="$1" -v want="$2" 'BEGIN {
    n = split(want, w, "."); split(have, h, ".")
    for (i = 1; i <= n; i++) { if (h[i] + 0 > w[i] + 0) exit 0; if (h[i] + 0 < w[i] + 0) exit 1 }
    exit 0
  }'
}

# A shell that was open before rustup was installed does not know its folder yet.
has cargo || [ ! -x "${CARGO_HOME:-${HOME:-}/.cargo}/bin/cargo" ] || PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

trunk_ok() {
  # The configuration is written for 0.21.
  case $("$1" --version 2>/dev/null) in
    "trunk 0.21."*) at_least "$("$1" --version | awk '{ print $2 }')" "$trunk_version" ;;
    *) false ;;
  esac
}
bindgen_ok() { [ "$("$1" --version 2>/dev/null)" = "wasm-bindgen $bindgen_version" ]; }
split_ok() { "$1" --help >/dev/null 2>&1; }
wasm_opt_ok() { at_least "$("$1" --version 2>/dev/null | grep -oE '[0-9]+' | head -n 1)" "$wasm_opt_version"; }

npm_is_installed() { cmp -s package-lock.json node_modules/.installed-lock.json; }

# Puts the tools on PATH that are not there already in the right version.
find_tools() {
  { has trunk && trunk_ok trunk; } || PATH="$cache/trunk-$trunk_version/bin:$PATH"
  { has wasm-bindgen && bindgen_ok wasm-bindgen; } || PATH="$cache/wasm-bindgen-$bindgen_version/bin:$PATH"
  { has wasm-split-cli && split_ok wasm-split-cli; } || PATH="$cache/wasm-split-cli-$split_version/bin:$PATH"
  # The pinned wasm-opt goes first: the size of the page depends on its version.
  ! npm_is_installed || PATH="$root/node_modules/.bin:$PATH"
  has cfn-lint || PATH="$PATH:$cache/cfn-lint-$cfn_lint_version/bin"
  export PATH
}

# ---------------------------------------------------------------------------------------------------------------------
# The WebAssembly target. Ordinarily rustup's; Debian's compiler with a standard library built on the spot otherwise.
# IPAM_PLANNER_WASM=rustup or =debian insists on one.

debian_rust=$cache/debian-rust

wasm_from_rustup() {
  [ "${IPAM_PLANNER_WASM:-rustup}" = rustup ] &&
    [ -d "$(rustc --print sysroot 2>/dev/null)/lib/rustlib/$wasm_target/lib" ]
}

wasm_linker() {
  local linker
  for linker in $(ls /usr/bin 2>/dev/null | grep -E '^wasm-ld-[0-9]+$' | sort -t- -k3 -rn); do
    printf '%s' "$linker"
    return
  done
  return 1
}

wasm_from_debian() {
  local rustc=$debian_rust/bin/rustc
  [ "${IPAM_PLANNER_WASM:-debian}" = debian ] && [ -x "$debian_rust/bin/cargo" ] && [ -x "$rustc" ] &&
    at_least "$("$rustc" --version | awk '{ print $2 }')" "$rust_version" &&
    [ -d "$("$rustc" --print sysroot)/lib/rustlib/src/rust/library/std" ] &&
    wasm_linker >/dev/null
}

# Runs a command so that what it builds for the browser is built with the toolchain that has the target.
with_wasm() {
  if wasm_from_rustup; then
    "$@"
  else
    PATH="$debian_rust/bin:$PATH" \
      RUSTC_BOOTSTRAP=1 \
      CARGO_UNSTABLE_BUILD_STD=std,panic_abort \
      CARGO_UNSTABLE_BUILD_STD_FEATURES='' \
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$(wasm_linker) \
      CARGO_TARGET_DIR="$target_dir/debian-rust" \
      "$@"
  fi
}
