/// An hour of mixed load on a running platform: good clients, ssh, and hostile ones. Start at
/// `Soak`.
@NullMarked
package activate.bench.soak;

import org.jspecify.annotations.NullMarked;
