/**
 * From start to stop: what must be done before a service is ready, tried again until the stores are
 * there, while health is answered already. Start reading at {@link
 * activate.servicekit.startup.Preparation}.
 */
@NullMarked
package activate.servicekit.startup;

import org.jspecify.annotations.NullMarked;
