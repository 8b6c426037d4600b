/**
 * The SSH server of the demo cluster where the machine's own cannot be used; runs as a process of
 * its own, without rights. Start reading at {@link activate.standalone.sshd.SandboxSshd}.
 */
@NullMarked
package activate.standalone.sshd;

import org.jspecify.annotations.NullMarked;
