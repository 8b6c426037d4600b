package activate.legacyapi.organization.member;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.account.AccountProblems;
import activate.legacyapi.identity.account.AccountStore;
import activate.legacyapi.resource.Guard;
import activate.legacyapi.resource.Place;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Finds the user whom a path names without an organization. */
@ApplicationScoped
class UserGuard implements Guard {
    private final AccountStore accounts;

    @Inject
    UserGuard(AccountStore accounts) {
        this.accounts = accounts;
    }

    @Override
    public String kind() {
        return "user";
    }

    @Override
    public Account admit(Account caller, Place place, String permission) {
        String username = place.name("username");
        return accounts.byUsername(username)
                .filter(account -> account.grants(caller, permission))
                .orElseThrow(() -> AccountProblems.notFound(username));
    }
}
