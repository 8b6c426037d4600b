/** What is known of a request while it is handled. Start at {@link RequestId}. */
@NullMarked
package activate.servicekit.request;

import org.jspecify.annotations.NullMarked;
