/**
 * Ways to a cluster: the user's own ssh, raw streams, forwarded ports and what they cost in time.
 * Start reading at {@link activate.cli.ssh.SshCommand} and {@link activate.cli.ssh.OpenWay}.
 */
@NullMarked
package activate.cli.ssh;

import org.jspecify.annotations.NullMarked;
