/**
 * The program {@code pw}: one picocli command a noun, built only when it is called, because start
 * time is felt at every ssh. Start reading at {@link activate.cli.Pw}.
 */
@NullMarked
package activate.cli;

import org.jspecify.annotations.NullMarked;
