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
# A certificate for this one run; nothing ever trusts it.
"$java_home/bin/keytool" -genkeypair -alias train -keyalg EC -groupname secp256r1 -dname CN=localhost -ext san=dns:localhost \
  -validity 2 -keystore "$work/keys.p12" -storepass training -storetype PKCS12
"$java_home/bin/keytool" -exportcert -rfc -alias train -file "$work/ca.pem" -keystore "$work/keys.p12" -storepass training 2>/dev/null
"$bundle/runtime/bin/java" -XX:AOTMode=record -XX:AOTConfiguration="$work/recording" -XX:+UseSerialGC -Xlog:disable \
  "-Djava.io.tmpdir=$work" -cp "$classpath" activate.cli.train.TrainStart "$work/keys.p12" "$work/ca.pem" >/dev/null
"$bundle/runtime/bin/java" -XX:AOTMode=create -XX:AOTConfiguration="$work/recording" -XX:AOTCache="$bundle/lib/pw.aot" \
  -XX:+UseSerialGC -Xlog:disable -cp "$classpath" >/dev/null
