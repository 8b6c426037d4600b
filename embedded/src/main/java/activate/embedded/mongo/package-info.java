/**
 * A server for the subset of MongoDB that the platform uses, inside the supervisor: each
 * acknowledged write is on disk, and only holders of a certificate of this installation get in.
 * Start reading at {@link activate.embedded.mongo.MongoPart}.
 */
@NullMarked
package activate.embedded.mongo;

import org.jspecify.annotations.NullMarked;
