/**
 * Logins of the services in stores that somebody else runs: given for each service, or made with an
 * administrator's credential. Start reading at {@link activate.standalone.outside.Logins}.
 */
@NullMarked
package activate.standalone.outside;

import org.jspecify.annotations.NullMarked;
