/**
 * The demo cluster: this machine as a node of the platform, with an SSH server of its own and an
 * agent that dials out. Start reading at {@link activate.standalone.sandbox.Sandbox}.
 */
@NullMarked
package activate.standalone.sandbox;

import org.jspecify.annotations.NullMarked;
