/**
 * What the shells themselves make of the scripts. Start reading at {@link
 * activate.cli.completion.CompletionTest}.
 */
@NullMarked
package activate.cli.completion;

import org.jspecify.annotations.NullMarked;
