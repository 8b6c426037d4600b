#!/bin/sh
# Installs the node agent for this user, without root: downloads it from the platform, checks it, unpacks it.
# usage: sh install.sh --server https://HOST[:PORT] [--ca-file FILE] [--sha256 SUM] [--directory DIR]
set -eu

server=${ACTIVATE_SERVER:-}
ca_file=
# Written in when the archive is made.
sum=@SHA256@
directory=${XDG_DATA_HOME:-$HOME/.local/share}/activate-agent

fail() {
  echo "install.sh: $1" >&2
  [ -z "${2:-}" ] || echo "hint: $2" >&2
  exit 1
}

ask() {
  # Read from a pipe, this script has no standard input of its own: the terminal is asked.
  if ! : 2>/dev/null </dev/tty; then
    return 1
  fi
  printf '%s' "$1" >/dev/tty
  IFS= read -r answer </dev/tty
}

while [ $# -gt 0 ]; do
  case $1 in
    --server | --ca-file | --sha256 | --directory)
      [ $# -ge 2 ] || fail "$1: missing value"
      case $1 in
        --server) server=$2 ;;
        --ca-file) ca_file=$2 ;;
        --sha256) sum=$2 ;;
        --directory) directory=$2 ;;
      esac
      shift 2
      ;;
    -h | --help)
      sed -n '2,3s/^# //p' "$0"
      exit 0
      ;;
    *) fail "unknown option: $1" "see: sh install.sh --help" ;;
  esac
done

[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || fail "this machine is $(uname -s) $(uname -m); the agent is built for Linux x86_64"
if [ -z "$server" ]; then
  ask 'Platform (https://host[:port]): ' || fail "no platform given" "use --server https://HOST[:PORT]"
  server=$answer
  ask 'CA file of the platform (empty: the system trusts it): ' && ca_file=$answer
fi
case $server in
  https://*) ;;
  *) server=https://$server ;;
esac
server=${server%/}
[ -z "$ca_file" ] || [ -r "$ca_file" ] || fail "CA file $ca_file cannot be read"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

download() {
  if command -v curl >/dev/null 2>&1; then
    curl --fail --silent --show-error --proto '=https' --retry 2 --max-time 600 ${ca_file:+--cacert "$ca_file"} -o "$2" "$1"
  elif command -v wget >/dev/null 2>&1; then
    wget -q --https-only --timeout=60 ${ca_file:+--ca-certificate="$ca_file"} -O "$2" "$1"
  else
    fail "neither curl nor wget is installed"
  fi
}

echo "downloading $server/agent/linux-amd64.tar.gz" >&2
download "$server/agent/linux-amd64.tar.gz" "$work/agent.tar.gz" || fail "the download failed" "check --server and --ca-file"
printf '%s  %s\n' "$sum" "$work/agent.tar.gz" | sha256sum -c --status - || fail "the checksum does not match" "get install.sh and the archive from the same platform"

tar -xzf "$work/agent.tar.gz" -C "$work"
[ -x "$work/activate-agent/bin/activate-agent" ] || fail "the archive holds no agent"
"$work/activate-agent/bin/activate-agent" --version >/dev/null || fail "the agent does not run on this machine"

# Puts a version into a directory that holds versions, each step by a rename: start.sh says what the files are.
put() {
  mkdir -p "$1/versions" "$1/bin"
  # The same version once more is how a damaged one is mended.
  [ ! -d "$1/versions/$sum" ] || mv "$1/versions/$sum" "$directory.new/before"
  mv "$directory.new/unpacked" "$1/versions/$sum"
  if [ "$(head -n 1 "$1/current" 2>/dev/null)" != "$sum" ]; then
    [ ! -e "$1/current" ] || mv -f "$1/current" "$1/previous"
    echo "$sum" >"$1/current.new"
    mv -f "$1/current.new" "$1/current"
  fi
  rm -f "$1/next" "$1/trying" "$1/refused"
  cp "$1/versions/$sum/bin/start.sh" "$1/bin/activate-agent.new"
  chmod 755 "$1/bin/activate-agent.new"
  mv -f "$1/bin/activate-agent.new" "$1/bin/activate-agent"
}

# Across file systems the unpacked version is copied, which may end in the middle: it gets its name when it is whole.
umask 022
mkdir -p "$(dirname "$directory")"
rm -rf "$directory.new" "$directory.old"
mkdir "$directory.new"
mv "$work/activate-agent" "$directory.new/unpacked"
if [ -d "$directory/versions" ] || [ ! -e "$directory" ]; then
  put "$directory"
  rm -rf "$directory.new"
else
  # From before there were versions. A running agent keeps the files that it has open; the next start takes the new ones.
  put "$directory.new"
  mv "$directory" "$directory.old"
  mv "$directory.new" "$directory"
  rm -rf "$directory.old"
fi

cat <<END
installed in $directory
next: $directory/bin/activate-agent enrol --server $server${ca_file:+ --ca-file $ca_file} --token-file FILE --state ~/.local/state/activate-agent
then: $directory/bin/activate-agent run --state ~/.local/state/activate-agent
END
