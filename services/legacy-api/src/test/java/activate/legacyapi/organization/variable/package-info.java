/** Tests of variables. Start at {@code VariableTest}. */
@NullMarked
package activate.legacyapi.organization.variable;

import org.jspecify.annotations.NullMarked;
