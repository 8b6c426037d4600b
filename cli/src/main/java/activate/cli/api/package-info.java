/**
 * Requests to the public API with the chosen login, and its problems as failures of a command.
 * Start reading at {@link activate.cli.api.Api}.
 */
@NullMarked
package activate.cli.api;

import org.jspecify.annotations.NullMarked;
