package activate.messages.hub;

/** A node API key that a service has received and wants to have checked. */
public record NodeKey(String value) {

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "NodeKey[]";
    }
}
