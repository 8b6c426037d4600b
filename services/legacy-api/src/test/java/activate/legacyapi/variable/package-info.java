/** Tests of variables. Start at {@code VariableTest}. */
@NullMarked
package activate.legacyapi.variable;

import org.jspecify.annotations.NullMarked;
