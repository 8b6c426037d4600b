/** Who a request is made for. Start at {@link UserTokens}, which turns a user token into one. */
@NullMarked
package activate.servicekit.caller;

import org.jspecify.annotations.NullMarked;
