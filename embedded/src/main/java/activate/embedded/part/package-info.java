/**
 * Something that is started, asked whether it works, and stopped: a child process or a server in
 * this process. Start reading at {@link activate.embedded.part.Part}.
 */
@NullMarked
package activate.embedded.part;

import org.jspecify.annotations.NullMarked;
