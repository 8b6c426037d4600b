package activate.cloudcacher.provider;

/** The credential store did not answer; what is cached stays as it is. */
public final class AccountsAway extends Exception {

    private static final long serialVersionUID = 1L;

    AccountsAway(Throwable cause) {
        super("The credential store does not answer", cause);
    }
}
