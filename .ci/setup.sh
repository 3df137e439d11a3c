# Sourced by ./run and ./test: installs what is missing on Debian 12 and knows how to build each part.
# Everything comes from Debian's packages and the npm registry; nothing that is there already is installed again.

PANNIER_ROOT=${PANNIER_ROOT:-$(pwd)}
PANNIER_JOBS=${PANNIER_JOBS:-$(nproc)}
export CCACHE_DIR=${CCACHE_DIR:-$PANNIER_ROOT/.cache/ccache}
export CCACHE_BASEDIR=$PANNIER_ROOT CCACHE_COMPILERCHECK=content CCACHE_SLOPPINESS=pch_defines,time_macros
export NODE_PATH=/usr/share/nodejs # Emscripten's optimiser looks for Debian's acorn there

say() { printf '%s\n' "$*"; }
step() { printf '\n== %s\n' "$*"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
    say "These Debian packages are missing and only root can install them: $*" >&2
    return 1
  fi
}

# need_packages NAME…: installs those that are not installed.
need_packages() {
  missing=
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
  done
  [ -z "$missing" ] && return 0
  say "installing Debian packages:$missing"
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive sh -c \
    "apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing" >"$PANNIER_ROOT/.cache/apt.log" 2>&1 || {
    tail -n 20 "$PANNIER_ROOT/.cache/apt.log" >&2
    return 1
  }
}

RUN_PACKAGES="g++ cmake ninja-build ccache pkg-config emscripten node-acorn python3 libsqlite3-dev libboost1.81-dev libcereal-dev
  libsodium-dev libtomlplusplus-dev libcli11-dev zlib1g-dev tzdata"
TEST_PACKAGES="catch2 clang clang-14 clang-format clang-tidy libclang-rt-14-dev sqlite3 chromium fonts-dejavu-core"

node_is_new_enough() {
  command -v node >/dev/null && node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

# A Node the tools accept is on the PATH afterwards: the system's, or the npm package `node` in .cache.
need_node() {
  command -v npm >/dev/null || need_packages nodejs npm || return 1
  if ! node_is_new_enough; then
    if [ ! -x "$PANNIER_ROOT/.cache/node/node_modules/.bin/node" ]; then
      say "installing Node 22 (the npm package 'node'): $(node --version 2>/dev/null || echo none) is too old for the tools"
      mkdir -p "$PANNIER_ROOT/.cache/node"
      npm install --prefix "$PANNIER_ROOT/.cache/node" --no-audit --no-fund --loglevel=error node@22 || return 1
    fi
    export PATH="$PANNIER_ROOT/.cache/node/node_modules/.bin:$PATH"
  fi
}

# The web's packages, exactly as locked.
need_web_packages() {
  stamp=$PANNIER_ROOT/web/node_modules/.pannier-lock
  cmp -s "$PANNIER_ROOT/web/package-lock.json" "$stamp" && return 0
  say "installing npm packages"
  # Not `npm ci`: it asks for the lock entries of every other platform's optional binaries, which npm leaves out
  # when it writes the lock file. --no-save keeps the lock file as it is.
  (cd "$PANNIER_ROOT/web" && npm install --no-save --no-audit --no-fund --loglevel=error) || return 1
  cp "$PANNIER_ROOT/web/package-lock.json" "$stamp"
}

# build PRESET TARGET…
build() {
  preset=$1
  shift
  [ -f "$PANNIER_ROOT/build/$preset/build.ninja" ] || cmake --preset "$preset" >"$PANNIER_ROOT/.cache/cmake-$preset.log" 2>&1 || {
    tail -n 30 "$PANNIER_ROOT/.cache/cmake-$preset.log" >&2
    return 1
  }
  cmake --build "build/$preset" -j "$PANNIER_JOBS" --target "$@" >"$PANNIER_ROOT/.cache/build-$preset.log" 2>&1 || {
    grep -E -A6 'error|FAILED' "$PANNIER_ROOT/.cache/build-$preset.log" | tail -n 60 >&2
    return 1
  }
}

# The web app in web/dist; built again only when something it is made of changed.
build_web() {
  stamp=$PANNIER_ROOT/.cache/web-dist.sum
  sum=$(cd "$PANNIER_ROOT" && find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print |
    LC_ALL=C sort | xargs sha256sum | sha256sum)
  [ -f "$PANNIER_ROOT/web/dist/index.html" ] && [ "$sum" = "$(cat "$stamp" 2>/dev/null)" ] && return 0
  (cd "$PANNIER_ROOT/web" && npm run --silent build) >"$PANNIER_ROOT/.cache/build-web.log" 2>&1 || {
    tail -n 40 "$PANNIER_ROOT/.cache/build-web.log" >&2
    return 1
  }
  printf '%s' "$sum" >"$stamp"
}

build_product() {
  step "server (native)"
  build release pannier-server pannier-codegen || return 1
  step "core for the browser (WebAssembly)"
  build wasm pannier_wasm || return 1
  step "web app"
  build_web
}

mkdir -p "$PANNIER_ROOT/.cache"
