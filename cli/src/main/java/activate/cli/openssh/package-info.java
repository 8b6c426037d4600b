/**
 * The user's own OpenSSH: its programs, what its configuration says, and texts as it and a shell
 * read them. Start reading at {@link activate.cli.openssh.SshSettings}.
 */
@NullMarked
package activate.cli.openssh;

import org.jspecify.annotations.NullMarked;
