#!/bin/sh
# Records which classes a start of pw needs and writes the start-up cache of the bundle.
set -eu
java_home=$1
bundle=$2
classpath=$(sed -n 's/.*-cp "\([^"]*\)".*/\1/p' "$bundle/bin/pw" | sed "s#\$home#$bundle#g")
here=$(dirname -- "$(readlink -f -- "$0")")
sh "$here/../../../build-tools/add-training.sh" "$java_home" "$bundle" pw "$here/java" "$classpath"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# An authority and a certificate for this one run, of the kind that platforms have; nothing ever trusts them.
key() {
  store=$1
  shift
  "$java_home/bin/keytool" -keystore "$work/$store.p12" -storepass training -storetype PKCS12 "$@" 2>/dev/null
}
key ca -genkeypair -alias ca -keyalg EC -groupname secp256r1 -sigalg SHA256withECDSA -dname CN=train -ext bc:c -ext ku:c=keyCertSign -validity 2
key ca -exportcert -rfc -alias ca -file "$work/ca.pem"
key keys -genkeypair -alias train -keyalg EC -groupname secp256r1 -dname CN=localhost -validity 2
key keys -certreq -alias train -file "$work/request"
key ca -gencert -alias ca -rfc -sigalg SHA256withECDSA -ext san=dns:localhost,ip:127.0.0.1 -ext ku:c=digitalSignature -ext eku=serverAuth \
  -validity 2 -infile "$work/request" -outfile "$work/train.pem"
cat "$work/train.pem" "$work/ca.pem" >"$work/chain.pem"
key keys -importcert -noprompt -alias train -file "$work/chain.pem"

java="$bundle/runtime/bin/java -XX:+UseSerialGC -Xlog:disable -Djava.io.tmpdir=$work -Djava.library.path=$bundle/lib"
java="$java -Djdk.reflect.useNativeAccessorOnly=true --enable-native-access=ALL-UNNAMED"
# create NAME: makes a cache of what was recorded.
create() {
  $java -XX:AOTMode=create -XX:AOTConfiguration="$work/$1" -XX:AOTCache="$bundle/lib/$1.aot" -cp "$classpath" >/dev/null
}
$java -XX:AOTMode=record -XX:AOTConfiguration="$work/pw" -cp "$classpath" activate.cli.train.TrainStart "$work/keys.p12" "$work/ca.pem" >/dev/null
create pw
# Each ssh waits for its stream: a smaller cache, without other commands, is read sooner and takes less memory.
# shellcheck disable=SC2086  # a list of words
"$java_home/bin/java" -XX:+UseSerialGC -cp "$classpath" activate.cli.train.TrainStream "$work" \
  $java -XX:AOTMode=record -XX:AOTConfiguration="$work/pw-stream" -cp "$classpath" activate.cli.Main >/dev/null
create pw-stream
