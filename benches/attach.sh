#!/bin/sh
# How long `resguardo evidence attach` takes for one large file, beside tools that do a part of it: hash it,
# encrypt it with age, copy it, each made durable. Wall and processor seconds, interleaved rounds, so that a busy
# machine is equally hard on all.
#
# usage: benches/attach.sh [MiB] [rounds] [directory]        (needs openssl, age, GNU time; RESGUARDO names the program)
set -eu
size=${1:-1024}
rounds=${2:-3}
directory=$(mktemp -d "${3:-.}/bench-attach.XXXXXX")
program=${RESGUARDO:-target/release/resguardo}
program=$(realpath "$program")
trap 'rm -rf "$directory"' EXIT
trap 'exit 1' INT TERM
cd "$directory"

echo 'tres tristes tigres tragaban' >password
chmod 600 password
head -c "${size}M" /dev/urandom >file
export RESGUARDO_PASSWORD_FILE=$PWD/password
"$program" --data data --account bench init --organisation Bench >/dev/null
case=$("$program" --data data --account bench --json case new Bench | sed -n 's/.*"id": *"\([0-9a-f-]*\)".*/\1/p')
age-keygen -o key 2>/dev/null
recipient=$(age-keygen -y key)

measure() {
    name=$1
    shift
    sync
    command time -f "$name %e s wall, %U s user, %S s system, %M KiB at most" "$@" >/dev/null
}

for round in $(seq "$rounds"); do
    measure "openssl sha256   " openssl dgst -sha256 file
    measure "resguardo attach " "$program" --data data --account bench --json evidence attach "$case" file
    measure "age + sync       " sh -c "age -r $recipient -o sealed file && sync sealed"
    rm sealed
    measure "cp + sync        " sh -c 'cp file copy && sync copy'
    rm copy
    echo >&2
done
