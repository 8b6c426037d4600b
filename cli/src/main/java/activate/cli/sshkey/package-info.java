/** `pw ssh-public-keys`, and the key that an ssh of this machine proves: {@link EnsureKey}. */
@NullMarked
package activate.cli.sshkey;

import org.jspecify.annotations.NullMarked;
