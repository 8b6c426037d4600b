/**
 * The five services as child processes: what each is handed and how its health is asked. Start
 * reading at {@link activate.standalone.service.ServicePart}.
 */
@NullMarked
package activate.standalone.service;

import org.jspecify.annotations.NullMarked;
