/** Start at {@link activate.servicekit.mongo.BoundedMongoTest}. */
@NullMarked
package activate.servicekit.mongo;

import org.jspecify.annotations.NullMarked;
