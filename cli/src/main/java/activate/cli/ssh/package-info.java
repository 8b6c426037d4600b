/**
 * The user's own ssh, with this program as its way and host keys from the platform. Start reading
 * at {@link activate.cli.ssh.SshCommand}.
 */
@NullMarked
package activate.cli.ssh;

import org.jspecify.annotations.NullMarked;
