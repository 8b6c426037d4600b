package activate.cloudcacher.provider;

import io.quarkus.vault.VaultKVSecretEngine;
import io.quarkus.vault.client.VaultClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Lists the cloud accounts whose credentials are in Vault. Blocks. */
@ApplicationScoped
public class ReadAccounts {

    private static final Logger LOG = Logger.getLogger(ReadAccounts.class);
    private static final int NOT_FOUND = 404;

    private final VaultKVSecretEngine vault;
    private final ProviderConfig config;

    ReadAccounts(VaultKVSecretEngine vault, ProviderConfig config) {
        this.vault = vault;
        this.config = config;
    }

    public List<CloudAccount> all() throws AccountsAway {
        List<CloudAccount> accounts = new ArrayList<>();
        for (String id : names()) {
            Object provider = secret(id);
            if (provider instanceof String name && !name.isBlank()) {
                accounts.add(new CloudAccount(id, name));
            } else {
                LOG.warnf("cloud account without a provider account=%s", id);
            }
        }
        return List.copyOf(accounts);
    }

    private List<String> names() throws AccountsAway {
        try {
            return vault.listSecrets(config.folder());
        } catch (VaultClientException e) {
            if (e.getStatus() == NOT_FOUND) {
                return List.of();
            }
            throw new AccountsAway(e);
        } catch (RuntimeException e) {
            // The client wraps what the socket throws in whatever it uses inside.
            throw new AccountsAway(e);
        }
    }

    private Object secret(String id) throws AccountsAway {
        try {
            return vault.readSecretJson(config.folder() + "/" + id).getOrDefault("provider", "");
        } catch (RuntimeException e) {
            // As above; a secret that was deleted since it was listed is found so in the next
            // round.
            throw new AccountsAway(e);
        }
    }
}
