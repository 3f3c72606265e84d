# What the scripts named `get` share: they print the path of a program as the last line of stdout,
# getting one first where there is none. Progress and reasons go to stderr; exit status 1 says that
# none could be had. Sourced; a script sets
#
#   title     what to call it
#   name      the program's; where it comes from github.com/prometheus its repository's, too
#   version   the one that is wanted
#
# and calls `open_cache`, one way after the other, and `none`. A way that works ends the script.
#
#   WATCHFIRE_CACHE   where to keep it (default: .cache in the root of the repository)
set -uo pipefail

cache=${WATCHFIRE_CACHE:-$(dirname "${BASH_SOURCE[0]}")/../.cache}
os=$(uname -s | tr '[:upper:]' '[:lower:]')
case $(uname -m) in
  x86_64) arch=amd64 ;;
  aarch64 | arm64) arch=arm64 ;;
  *) arch=$(uname -m) ;;
esac
tried=()

say() { echo "getting $title, once: $*" >&2; }
no() { tried+=("$*"); return 1; }
has() { command -v "$1" >/dev/null 2>&1; }
runs() { "$1" --version >/dev/null 2>&1; }

# The first two numbers of a program's version, such as "3 16"; nothing if it does not run.
numbers() { "$1" --version 2>&1 | sed -nE 's/^[a-z]+, version ([0-9]+)\.([0-9]+).*/\1 \2/p'; }

found() {
  echo "$1"
  exit 0
}

# Ends the script if the program is there; if not, one caller gets it and the others wait.
open_cache() {
  mkdir -p "$cache/$name" && cache=$(cd "$cache" && pwd) || exit 1
  program=$cache/$name/$name-$version-$os-$arch
  [[ -x $program ]] && found "$program"
  if has flock; then
    exec 9>"$cache/$name/lock"
    flock 9
    [[ -x $program ]] && found "$program"
  fi
  work=$(mktemp -d "$cache/$name/work.XXXXXX") || exit 1
  trap 'rm -rf "$work"' EXIT
}

# Moves a program that runs into the cache; the move is atomic, so nobody sees half of it.
keep() {
  runs "$1" || return 1
  mv -f "$1" "$program" && found "$program"
}

# Of that version, whose checksum is the second argument. Without one it is taken from where the
# archive comes from: that finds a damaged archive, not a forged one.
from_archive() {
  local archive=$name-$1.$os-$arch sum=${2:-}
  local release=https://github.com/prometheus/$name/releases/download/v$1
  has curl && has sha256sum || { no 'release archive: curl or sha256sum is missing'; return; }
  say "release archive $1"
  load "$release/$archive.tar.gz" "$work/archive" &&
    { [[ -n $sum ]] || load "$release/sha256sums.txt" "$work/sums"; } ||
    { no 'release archive: github.com cannot be reached'; return; }
  [[ -n $sum ]] || sum=$(sed -n "s/ .*$archive\.tar\.gz\$//p" "$work/sums")
  sha256sum --status -c - <<<"$sum  $work/archive" || { no 'release archive: wrong checksum'; return; }
  tar -xzf "$work/archive" -C "$work" "$archive/$name" && keep "$work/$archive/$name"
  no 'release archive: the program does not run'
}

load() { curl -fsSL --connect-timeout 5 --max-time 300 -o "$2" "$1" 2>/dev/null; }

# The program in the official image is linked statically: out of the image it runs on any Linux.
from_image() {
  local container image=prom/$name:v$version
  [[ $os == linux ]] && has docker || { no 'container image: no docker'; return; }
  timeout 10 docker info >/dev/null 2>&1 || { no 'container image: docker does not answer'; return; }
  say "out of the image $image"
  timeout 300 docker pull -q "$image" >/dev/null 2>&1 || { no "container image: no $image"; return; }
  container=$(docker create "$image") || { no 'container image: docker create failed'; return; }
  docker cp "$container:/bin/$name" "$work/$name" >/dev/null 2>&1
  docker rm "$container" >/dev/null 2>&1
  keep "$work/$name"
  no 'container image: the program does not run'
}

# Downloads the Go module of that version, and sets `sources` to the read-only directory of it. Its
# checksum is the argument, as the public checksum database has it: a module that is built in its
# own directory, or from a copy, escapes the check that go.sum makes.
go_module() {
  local json sum
  mkdir -p "$work/empty"
  json=$(cd "$work/empty" && GOFLAGS=-mod=mod \
    go mod download -json "github.com/prometheus/$name@v$version") ||
    { no 'build: the module cannot be had'; return; }
  sum=$(sed -n 's/^[[:space:]]*"Sum": "\(.*\)",$/\1/p' <<<"$json")
  sources=$(sed -n 's/^[[:space:]]*"Dir": "\(.*\)",$/\1/p' <<<"$json")
  [[ $sum == "$1" ]] || no "build: the module's checksum is $sum (expected: $1)"
}

# Builds a package by the go.mod and go.sum of a directory.
go_build() {
  (cd "$1" && CGO_ENABLED=0 go build -mod=readonly -trimpath -buildvcs=false \
    -ldflags "-s -w -X github.com/prometheus/common/version.Version=$version" \
    -o "$work/$name" "$2") >"$work/log" 2>&1 || { tail -5 "$work/log" >&2; no 'build: failed'; return; }
  keep "$work/$name"
  no 'build: the program does not run'
}

none() {
  echo "no $title can be had:" >&2
  printf '  %s\n' "${tried[@]}" >&2
  exit 1
}
