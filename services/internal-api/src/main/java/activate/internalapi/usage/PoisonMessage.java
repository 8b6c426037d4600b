package activate.internalapi.usage;

/** A message that can never be consumed, however often it is delivered. */
final class PoisonMessage extends Exception {

    private static final long serialVersionUID = 1L;

    PoisonMessage(String why) {
        super(why);
    }

    PoisonMessage(String why, Throwable cause) {
        super(why, cause);
    }
}
