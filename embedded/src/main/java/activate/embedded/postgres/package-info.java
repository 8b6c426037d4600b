/**
 * A real PostgreSQL as a child process: binaries unpacked once, loopback, passwords, every commit
 * on disk. Start reading at {@link activate.embedded.postgres.PostgresPart}.
 */
@NullMarked
package activate.embedded.postgres;

import org.jspecify.annotations.NullMarked;
