#!/usr/bin/env bash
# Mojian's one command: installs what is missing, builds what has changed, does the rest on the pinned Node.
# Needs Node 20 or newer with npm, nothing else. `./scripts/run.sh help` tells what it can do.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
log_folder=$root/.local/log
stamp=$root/node_modules/.mojian-installed
unfinished=$root/node_modules/.mojian-installing

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Runs a step with its output in a log; shows the end of the log only when it fails.
step() {
  local what=$1 log=$log_folder/$2 begin=$SECONDS
  shift 2
  mkdir -p "$log_folder"
  printf '%s … ' "$what" >&2
  if (cd "$root" && "$@") >"$log" 2>&1 </dev/null; then
    printf 'done (%s s)\n' "$((SECONDS - begin))" >&2
  else
    printf 'failed\n' >&2
    tail -n 40 "$log" >&2
    printf 'The whole log: %s\n' "$log" >&2
    return 1
  fi
}

fingerprint() {
  (cd "$root" && cat pnpm-lock.yaml pnpm-workspace.yaml package.json ./*/package.json ./*/*/package.json && uname -sm) | cksum
}

install() {
  local interrupted=false pnpm
  [[ ! -e $unfinished ]] || interrupted=true
  pnpm=$(node -p "require('$root/package.json').packageManager")
  local command=(env CI=true npx -y "$pnpm" install --frozen-lockfile)
  mkdir -p "$root/node_modules"
  touch "$unfinished"
  if ! step 'Installing packages' install.log "${command[@]}"; then
    rm -f "$unfinished"
    $interrupted || fail 'Packages could not be installed: the lines above say why.'
    # An earlier attempt was killed, and what it left does not help: begin anew.
    (cd "$root" && rm -rf node_modules ./*/node_modules ./*/*/node_modules)
    step 'Installing packages anew' install.log "${command[@]}" ||
      fail 'Packages could not be installed: the lines above say why.'
  fi
  fingerprint >"$stamp"
  rm -f "$unfinished"
}

is_installed() {
  [[ ! -e $unfinished && -f $stamp ]] && [[ $(<"$stamp") == "$(fingerprint)" ]]
}

is_built() {
  local cli=$root/scripts/dist/cli.js
  case ${1:-help} in
    # What only looks or stops works with the build there is.
    help | down | ps | logs) [[ -f $cli ]] ;;
    *) false ;;
  esac
}

command -v node >/dev/null && command -v npm >/dev/null || fail 'Mojian needs Node 20 or newer with npm: https://nodejs.org'
node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' ||
  fail "Mojian needs Node 20 or newer to install itself; this is $(node --version)."

is_installed || install
node=$root/node_modules/node/bin/node
[[ -x $node ]] || node=$root/node_modules/.bin/node
is_built "$@" || step 'Building' build.log "$node" scripts/build.mjs || exit 1
exec "$node" "$root/scripts/dist/cli.js" "$@"
