/**
 * Starts parts in order, keeps them running, stops them in the other order, and tells living
 * processes from zombies and from strangers that took over a number. Start reading at {@link
 * activate.standalone.supervise.Supervisor}.
 */
@NullMarked
package activate.standalone.supervise;

import org.jspecify.annotations.NullMarked;
