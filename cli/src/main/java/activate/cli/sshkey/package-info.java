/** SSH public keys of the user. Start reading at {@link activate.cli.sshkey.SshKeyCommands}. */
@NullMarked
package activate.cli.sshkey;

import org.jspecify.annotations.NullMarked;
