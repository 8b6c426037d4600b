/**
 * SSH public keys of users, and the text that sshd asks for. Start reading at {@link
 * SshKeyResource}.
 */
@NullMarked
package activate.legacyapi.sshkey;

import org.jspecify.annotations.NullMarked;
