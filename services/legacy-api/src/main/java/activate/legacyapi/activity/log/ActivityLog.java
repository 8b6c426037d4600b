package activate.legacyapi.activity.log;

import activate.legacyapi.stored.ActivityRow;
import activate.servicekit.outbox.OutboxEntry;
import activate.servicekit.outbox.RowWriter;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.UUID;

/** Writes to the activity log. Writing the same row again changes nothing. */
@ApplicationScoped
public class ActivityLog implements RowWriter {
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

    @Override
    public void write(OutboxEntry.Row row) throws SQLException {
        try {
            write(json.readValue(row.json(), ActivityRow.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON of a row: " + row.type(), e);
        }
    }

    /** Writes a row; writing it again changes nothing. */
    public void write(ActivityRow row) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setQueryTimeout(STATEMENT_TIMEOUT_SECONDS);
            bind(insert, row);
            insert.executeUpdate();
        }
    }

    private void bind(PreparedStatement insert, ActivityRow row) throws SQLException {
        insert.setObject(1, UUID.fromString(row.id()));
        insert.setObject(2, row.at().atOffset(ZoneOffset.UTC));
        insert.setString(3, row.type());
        insert.setString(4, row.actor().id());
        insert.setString(5, row.actor().type());
        insert.setString(6, row.actor().username());
        insert.setString(7, row.target().organization());
        insert.setString(8, row.target().type());
        insert.setString(9, row.target().id());
        insert.setString(10, row.target().name());
        insert.setString(11, row.failure() == null ? "success" : "failure");
        insert.setString(12, row.actor().requestId());
        insert.setString(13, row.actor().sourceIp());
        insert.setString(14, facts(row));
    }

    private String facts(ActivityRow row) {
        try {
            return json.writeValueAsString(row.facts());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("facts cannot be written as JSON", e);
        }
    }
}
