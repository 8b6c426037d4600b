/// Our session against implementations by others, over real WebSockets. Start at {@link
/// activate.tunnel.conformance.ConformanceTest}.
@NullMarked
package activate.tunnel.conformance;

import org.jspecify.annotations.NullMarked;
