#!/usr/bin/env bash
# with-stores.sh COMMAND... : runs a command with real PostgreSQL, RabbitMQ and Vault, and their addresses in
# ACTIVATE_TEST_*_URL, and ends them afterwards. What cannot be had on this machine is told and left out.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
REAL_HOME=$(mktemp -d)
export REAL_HOME
chmod 755 "$REAL_HOME"
started=()
finish() {
  for part in "${started[@]}"; do "$here/$part.sh" down >/dev/null 2>&1 || true; done
  rm -rf "$REAL_HOME"
}
trap finish EXIT
value() { sed -n "s/^$2=//p" "$REAL_HOME/$1/env"; }

# What has to be built is left to whoever wants it.
for part in postgres rabbitmq vault; do
  if ! "$here/$part.sh" built; then
    echo "with-stores: no $part (e2e/real/$part.sh install builds it once): its tests use the embedded one" >&2
  elif "$here/$part.sh" install >/dev/null 2>&1 && started+=("$part") && "$here/$part.sh" up >/dev/null 2>&1; then
    echo "with-stores: $part is real" >&2
  else
    echo "with-stores: $part does not start: its tests use the embedded one" >&2
  fi
done
[ -n "${ACTIVATE_TEST_MONGODB_URL:-}" ] || echo "with-stores: no mongodb (ACTIVATE_TEST_MONGODB_URL names one): its tests use the embedded one" >&2
if [ -s "$REAL_HOME/postgres/env" ]; then
  ACTIVATE_TEST_POSTGRES_URL="$(value postgres POSTGRES_JDBC_URL)?user=$(value postgres POSTGRES_USER)&password=$(value postgres POSTGRES_PASSWORD)"
  export ACTIVATE_TEST_POSTGRES_URL
fi
if [ -s "$REAL_HOME/rabbitmq/env" ]; then
  # The virtual host "/" is what the services take when none is named.
  ACTIVATE_TEST_RABBITMQ_URL=$(value rabbitmq RABBITMQ_URL)
  ACTIVATE_TEST_RABBITMQ_MANAGEMENT_URL=$(value rabbitmq RABBITMQ_MANAGEMENT_URL)
  export ACTIVATE_TEST_RABBITMQ_URL ACTIVATE_TEST_RABBITMQ_MANAGEMENT_URL
fi
if [ -s "$REAL_HOME/vault/env" ]; then
  ACTIVATE_TEST_VAULT_URL=$(value vault VAULT_ADDR)
  VAULT_TOKEN=$(value vault VAULT_TOKEN)
  VAULT_APP_TOKEN=$(value vault VAULT_APP_TOKEN)
  VAULT_UNSEAL_KEY=$(value vault VAULT_UNSEAL_KEY)
  export ACTIVATE_TEST_VAULT_URL VAULT_TOKEN VAULT_APP_TOKEN VAULT_UNSEAL_KEY
fi
"$@"
