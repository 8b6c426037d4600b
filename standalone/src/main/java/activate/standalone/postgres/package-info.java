/**
 * A real PostgreSQL as a child process: binaries unpacked once, loopback, passwords, every commit
 * on disk. Start reading at {@link activate.standalone.postgres.PostgresPart}.
 */
@NullMarked
package activate.standalone.postgres;

import org.jspecify.annotations.NullMarked;
