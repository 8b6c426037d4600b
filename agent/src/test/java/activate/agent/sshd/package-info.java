@NullMarked
package activate.agent.sshd;

import org.jspecify.annotations.NullMarked;
