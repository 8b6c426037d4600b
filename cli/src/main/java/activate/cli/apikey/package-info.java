/** `pw api-keys`. Start reading at {@link activate.cli.apikey.ApiKeyCommands}. */
@NullMarked
package activate.cli.apikey;

import org.jspecify.annotations.NullMarked;
