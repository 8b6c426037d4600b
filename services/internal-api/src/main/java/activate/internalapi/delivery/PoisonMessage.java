package activate.internalapi.delivery;

/** A message that can never be consumed, however often it is delivered. */
public final class PoisonMessage extends Exception {

    private static final long serialVersionUID = 1L;

    public PoisonMessage(String why) {
        super(why);
    }

    public PoisonMessage(String why, Throwable cause) {
        super(why, cause);
    }
}
