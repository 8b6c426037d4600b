package activate.servicekit.outbox;

/** The activity log, in a service that has one. */
public interface RowWriter {
    /**
     * Writes a row; writing it again changes nothing.
     *
     * @throws Exception when the log does not answer in time
     */
    void write(OutboxEntry.Row row) throws Exception;
}
