/**
 * Tokens by which services prove to each other who calls. Start at {@link ServiceTokens}; a route
 * demands one with {@link ServiceOnly}.
 */
@NullMarked
package activate.servicekit.servicetoken;

import org.jspecify.annotations.NullMarked;
