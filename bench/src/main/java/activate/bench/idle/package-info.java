/// Many idle agents at one hub, to see what each costs it. `bench/idle/run` runs it; start reading
/// at {@link activate.bench.idle.Swarm}.
@NullMarked
package activate.bench.idle;

import org.jspecify.annotations.NullMarked;
