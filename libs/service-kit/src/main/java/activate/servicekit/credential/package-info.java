/**
 * What a request shows to prove who makes it. Start at {@link
 * activate.servicekit.credential.Credential}, the one reader of {@code Authorization}.
 */
@NullMarked
package activate.servicekit.credential;

import org.jspecify.annotations.NullMarked;
