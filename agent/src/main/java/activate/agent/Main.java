package activate.agent;

/** Where the JVM enters. */
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        System.exit(AgentCommand.run(Console.system(), words));
    }
}
