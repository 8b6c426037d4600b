package activate.legacyapi.identity.account;

import activate.legacyapi.stored.Actor;
import activate.legacyapi.stored.DuplicateKey;
import activate.servicekit.startup.Preparation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** Makes the first administrator when there is no account yet. */
@ApplicationScoped
class AddFirstAdmin implements Preparation {
    private static final Logger LOG = Logger.getLogger(AddFirstAdmin.class);

    private final AdminConfig config;
    private final AccountStore accounts;
    private final AddAccount addAccount;
    private final Passwords passwords;

    @Inject
    AddFirstAdmin(
            AdminConfig config, AccountStore accounts, AddAccount addAccount, Passwords passwords) {
        this.config = config;
        this.accounts = accounts;
        this.addAccount = addAccount;
        this.passwords = passwords;
    }

    @Override
    public String name() {
        return "first-admin";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public boolean isRequired() {
        return true;
    }

    @Override
    public void prepare() {
        accounts.prepare();
        if (config.passwordFile().isEmpty() || !accounts.isEmpty()) {
            return;
        }
        String password = read(config.passwordFile().get());
        try {
            addAccount.add(
                    new AddAccount.NewAccount(
                            config.username(),
                            "Administrator",
                            null,
                            config.organization(),
                            Account.Roles.OWNER,
                            true,
                            null,
                            passwords.hash(password)),
                    Actor.SYSTEM);
            LOG.infof("first administrator made user=%s", config.username());
        } catch (DuplicateKey _) {
            LOG.debug("another replica made the first administrator");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
