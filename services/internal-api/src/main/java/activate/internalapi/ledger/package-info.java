/**
 * The state of the billing schema as a whole: brought to the newest version as soon as its server
 * can be reached.
 *
 * <p>Start at {@link activate.internalapi.ledger.PrepareLedger}.
 */
@NullMarked
package activate.internalapi.ledger;

import org.jspecify.annotations.NullMarked;
