/**
 * `pw completion`: what a shell needs to complete the words of `pw`, made from the commands
 * themselves. Start reading at {@link activate.cli.completion.CompletionCommand}.
 */
@NullMarked
package activate.cli.completion;

import org.jspecify.annotations.NullMarked;
