/**
 * `pw doctor`: the whole way of a login, step by step. Start reading at {@link
 * activate.cli.doctor.DoctorCommand}.
 */
@NullMarked
package activate.cli.doctor;

import org.jspecify.annotations.NullMarked;
