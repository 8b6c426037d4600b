package activate.cli.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** One stored login, as an entry of the credentials file; members that others wrote are kept. */
public record Identity(String context, ObjectNode members) {
    public static Identity of(String context, String server, LoginCredential credential) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.put("server", server);
        members.put("name", context);
        members.put(credential.isApiKey() ? "apikey" : "token", credential.secret());
        return new Identity(context, members);
    }

    public String server() {
        return members.path("server").asText();
    }

    public Optional<LoginCredential> credential() {
        return text("apikey").or(() -> text("token")).map(LoginCredential::new);
    }

    public Optional<String> organization() {
        return text("organization");
    }

    public Optional<String> username() {
        return text("username");
    }

    /** The CA file that the user gave at login. */
    public Optional<String> caFile() {
        return text("caFile");
    }

    /** The title of the key that `pw auth login` made, which logout deletes. */
    public Optional<String> keyTitle() {
        return text("keyTitle");
    }

    private Optional<String> text(String member) {
        JsonNode value = members.path(member);
        return value.isTextual() && !value.asText().isEmpty()
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "Identity[" + context + "]";
    }
}
