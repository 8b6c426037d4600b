/** Parts of enrolment that need no store. */
@NullMarked
package activate.agenthub.enrol;

import org.jspecify.annotations.NullMarked;
