package activate.legacyapi.activity;

import activate.legacyapi.change.Change;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Writes to the activity log. Writing the same change again changes nothing. */
@ApplicationScoped
public class ActivityLog {
    private static final int STATEMENT_TIMEOUT_SECONDS = 3;
    private static final String INSERT =
            """
            insert into activity.event (id, at, type, actor_id, actor_type, actor_username, organization,
                target_type, target_id, target_name, outcome, request_id, source_ip, facts)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing
            """;

    private final AgroalDataSource database;
    private final ObjectMapper json;

    @Inject
    ActivityLog(AgroalDataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Writes the changes one by one; what is left out by a failure is written by a repetition. */
    public void write(List<Change> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setQueryTimeout(STATEMENT_TIMEOUT_SECONDS);
            for (Change change : changes) {
                bind(insert, change);
                insert.executeUpdate();
            }
        }
    }

    private void bind(PreparedStatement insert, Change change) throws SQLException {
        insert.setObject(1, UUID.fromString(change.id()));
        insert.setObject(2, change.at().atOffset(ZoneOffset.UTC));
        insert.setString(3, change.type());
        insert.setString(4, change.actor().id());
        insert.setString(5, change.actor().type());
        insert.setString(6, change.actor().username());
        insert.setString(7, change.target().organization());
        insert.setString(8, change.target().type());
        insert.setString(9, change.target().id());
        insert.setString(10, change.target().name());
        insert.setString(11, change.failure() == null ? "success" : "failure");
        insert.setString(12, change.actor().requestId());
        insert.setString(13, change.actor().sourceIp());
        insert.setString(14, facts(change));
    }

    private String facts(Change change) {
        try {
            return json.writeValueAsString(change.facts());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("facts cannot be written as JSON", e);
        }
    }
}
