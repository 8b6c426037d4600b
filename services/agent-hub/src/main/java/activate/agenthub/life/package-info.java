/** What runs from start to stop of the hub. Start at {@link activate.agenthub.life.HubLife}. */
@NullMarked
package activate.agenthub.life;

import org.jspecify.annotations.NullMarked;
