/**
 * What a process holds open, counted before and after: what is opened for a request must be given
 * back. Start reading at {@link OpenResources}.
 */
@NullMarked
package activate.testkit.resource;

import org.jspecify.annotations.NullMarked;
