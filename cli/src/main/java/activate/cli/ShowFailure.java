package activate.cli;

import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine;

/** Prints one line and one hint for whatever went wrong; with `-v` also why. */
final class ShowFailure {
    private final Invocation invocation;

    ShowFailure(Invocation invocation) {
        this.invocation = invocation;
    }

    int show(Exception failure) {
        return failure instanceof Failure known
                ? show(known)
                : show(
                        new Failure(
                                ExitCode.FAILED,
                                "unexpected: " + failure,
                                "this is a defect of pw; run it with -v and report what it says",
                                failure));
    }

    private int show(Failure failure) {
        PrintStream err = invocation.machine().err();
        err.println("pw: " + printable(String.valueOf(failure.getMessage())));
        if (!failure.hint().isEmpty() && !isSaid(failure)) {
            err.println("hint: " + failure.hint());
        }
        if (invocation.options().verbose()) {
            for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
                err.println("because: " + printable(cause.toString()));
            }
        }
        return failure.code().number();
    }

    /** The platform's sentence may already say what to do. */
    private static boolean isSaid(Failure failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        String hint = failure.hint().toLowerCase(Locale.ROOT);
        return message.contains(hint.endsWith(".") ? hint.substring(0, hint.length() - 1) : hint);
    }

    int showUsage(CommandLine.ParameterException failure) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("wrong usage");
        return show(new Failure(ExitCode.USAGE, message, "see: " + command + " --help"));
    }

    /** Texts of others must not steer the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
