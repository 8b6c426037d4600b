/// The tunnel against stock Go yamux, through one delay line, as ratios of the same run. Start at
/// {@link activate.bench.tunnel.TunnelBench}; `bench/tunnel/run` runs it.
@NullMarked
package activate.bench.tunnel;

import org.jspecify.annotations.NullMarked;
