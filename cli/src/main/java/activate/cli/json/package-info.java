/** JSON as it is read by what must start fast. See {@link activate.cli.json.JsonText}. */
@NullMarked
package activate.cli.json;

import org.jspecify.annotations.NullMarked;
