package activate.cli;

import activate.cli.machine.LocalMachine;

/** Where the JVM enters. */
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        int code = Pw.run(LocalMachine.system(), words);
        System.out.flush();
        // Threads that still wait for standard input must not keep the program alive, and there is
        // nothing left to clean up.
        Runtime.getRuntime().halt(code);
    }
}
