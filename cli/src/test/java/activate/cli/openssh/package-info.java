/** Texts for OpenSSH and shells. Start reading at {@link activate.cli.openssh.ShellWordsTest}. */
@NullMarked
package activate.cli.openssh;

import org.jspecify.annotations.NullMarked;
