/**
 * What every service that uses MongoDB sets on its client beyond what Quarkus has a key for. Start
 * reading at {@link activate.servicekit.mongo.BoundedMongo}.
 */
@NullMarked
package activate.servicekit.mongo;

import org.jspecify.annotations.NullMarked;
