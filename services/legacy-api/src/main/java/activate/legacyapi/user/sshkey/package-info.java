/**
 * SSH public keys of users, and the text that sshd asks for. Start reading at {@link
 * SshKeyResource}.
 */
@NullMarked
package activate.legacyapi.user.sshkey;

import org.jspecify.annotations.NullMarked;
