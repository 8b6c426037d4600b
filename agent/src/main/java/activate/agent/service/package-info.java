/**
 * The systemd unit, the state of a running agent and the checks of {@code doctor}. Start reading at
 * {@link activate.agent.service.RunChecks}.
 */
@NullMarked
package activate.agent.service;

import org.jspecify.annotations.NullMarked;
