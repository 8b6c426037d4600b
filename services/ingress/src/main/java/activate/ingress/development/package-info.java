/** Only for {@code quarkus:dev}; in no other build. */
@NullMarked
package activate.ingress.development;

import org.jspecify.annotations.NullMarked;
