/**
 * Ways to a cluster, against a real SSH server and with the machine's own ssh. Start reading at
 * {@link activate.cli.ssh.SshCommandTest}.
 */
@NullMarked
package activate.cli.ssh;

import org.jspecify.annotations.NullMarked;
