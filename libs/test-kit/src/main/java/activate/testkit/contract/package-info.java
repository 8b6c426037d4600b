/**
 * Holds a service against the public API's contract: what its annotations offer, and what it really
 * answers. Start at {@code ContractCheck}; real answers are looked at by {@code AnswerCheck}.
 */
@NullMarked
package activate.testkit.contract;

import org.jspecify.annotations.NullMarked;
