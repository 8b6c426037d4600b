/** Tests of the mould. Start reading at {@link RuleTest}. */
@NullMarked
package activate.legacyapi.resource;

import org.jspecify.annotations.NullMarked;
