/**
 * How this machine's own SSH server learns which keys the users of the platform have. Start reading
 * at {@link activate.agent.sshd.SetUpSshd}.
 */
@NullMarked
package activate.agent.sshd;

import org.jspecify.annotations.NullMarked;
