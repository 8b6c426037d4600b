package activate.agenthub.enrol;

import activate.agenthub.node.Members;
import activate.agenthub.node.NodeDocument;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * An {@link IssuedToken} as stored: its members beside each other, those that are absent left out,
 * and the redemption in a document of its own.
 */
final class TokenDocument {
    /** Version of this shape. */
    private static final int SCHEMA = 1;

    private TokenDocument() {}

    /** The token of a document. */
    static IssuedToken read(Document stored) {
        Members members = new Members(stored);
        return new IssuedToken(
                members.text("_id"),
                new IssuedToken.Secret(members.text("secretHash"), members.text("hint")),
                NodeDocument.membership(stored),
                Boolean.TRUE.equals(stored.get("reusable")),
                new IssuedToken.Issue(
                        members.text("createdBy"),
                        members.moment("createdAt"),
                        members.moment("expiresAt"),
                        members.revokedAt()),
                redemption(stored.get("redeemed")));
    }

    private static IssuedToken.@Nullable Redemption redemption(@Nullable Object stored) {
        if (!(stored instanceof Document redeemed)) {
            return null;
        }
        Members members = new Members(redeemed);
        return new IssuedToken.Redemption(
                members.text("nodeId"),
                members.moment("at"),
                NodeDocument.identity(redeemed),
                NodeDocument.facts(redeemed),
                Boolean.TRUE.equals(redeemed.get("nodeStored")));
    }

    /** The document of a token that is neither redeemed nor revoked. */
    static Document write(IssuedToken token) {
        Document stored =
                new Document("_id", token.id())
                        .append("schemaVersion", SCHEMA)
                        .append("secretHash", token.secret().hash())
                        .append("hint", token.secret().hint());
        stored.putAll(NodeDocument.of(token.membership()));
        return stored.append("reusable", token.reusable())
                .append("createdBy", token.issue().createdBy())
                .append("createdAt", Date.from(token.issue().createdAt()))
                .append("expiresAt", Date.from(token.issue().expiresAt()));
    }

    /** The member {@code redeemed}. */
    static Document of(IssuedToken.Redemption redemption) {
        Document stored =
                new Document("nodeId", redemption.nodeId())
                        .append("at", Date.from(redemption.at()));
        stored.putAll(NodeDocument.of(redemption.identity()));
        stored.putAll(NodeDocument.of(redemption.facts()));
        return stored.append("nodeStored", redemption.nodeStored());
    }
}
