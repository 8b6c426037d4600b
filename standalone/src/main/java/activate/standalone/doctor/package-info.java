/**
 * Checks of the machine and of the documented ports, each with a code, a cause and a fix. Start
 * reading at {@link activate.standalone.doctor.Examination}.
 */
@NullMarked
package activate.standalone.doctor;

import org.jspecify.annotations.NullMarked;
