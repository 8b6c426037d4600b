package activate.legacyapi.resource;

import activate.legacyapi.identity.account.Account;

/** Finds the document that a path names, and asks it for a permission. One for each kind. */
public interface Guard {
    /** The kind of the documents: what stands before the colon of a permission. */
    String kind();

    /**
     * The document that the path names. Whether the caller has the permission is for a method of
     * the document to say.
     *
     * @throws activate.servicekit.problem.Problem the same where there is none and where it is not
     *     the caller's to see; another where it may be seen and the permission is missing
     */
    Object admit(Account caller, Place place, String permission);
}
