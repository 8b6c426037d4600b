/**
 * Who a request is made for. Start at {@link UserTokenCheck}, which turns a user token into one
 * with the keys that legacy-api publishes.
 */
@NullMarked
package activate.servicekit.caller;

import org.jspecify.annotations.NullMarked;
