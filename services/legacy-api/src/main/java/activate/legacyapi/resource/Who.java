package activate.legacyapi.resource;

import activate.legacyapi.identity.account.Account;

/** Kinds of callers, as {@link Allows} names them. */
public enum Who {
    /** Anybody, without a credential; what is brought is not looked at. */
    PUBLIC("everybody"),
    /** Another service of the platform, by its service token. */
    SERVICE("services of the platform"),
    /** A node, by the API key that its enrolment gave it. */
    NODE("nodes"),
    /** The user whose things they are: the one in the path, else whoever calls. */
    SELF("the user"),
    /** Whoever belongs to the organization in the path, else to any. */
    MEMBER("members of the organization"),
    /** An administrator of the organization in the path. */
    ADMINISTRATOR("administrators of the organization"),
    /** An administrator of the whole platform. */
    PLATFORM("administrators of the platform");

    private final String words;

    Who(String words) {
        this.words = words;
    }

    /** The same for people. */
    String words() {
        return words;
    }

    boolean isMachine() {
        return this == SERVICE || this == NODE;
    }

    /** Whether this user is one of them, for what the path names. */
    boolean includes(Account caller, Place place) {
        String organization = place.organization(caller);
        return switch (this) {
            case PUBLIC -> true;
            case SERVICE, NODE -> false;
            case SELF -> caller.is(organization, place.user(caller));
            case MEMBER -> caller.isOf(organization);
            case ADMINISTRATOR -> caller.isOf(organization) && caller.administers(organization);
            case PLATFORM -> caller.roles().platformAdmin();
        };
    }
}
