/**
 * Answers of the platform as tables, JSON, YAML or CSV on standard output. Start reading at {@link
 * activate.cli.output.Printer}.
 */
@NullMarked
package activate.cli.output;

import org.jspecify.annotations.NullMarked;
