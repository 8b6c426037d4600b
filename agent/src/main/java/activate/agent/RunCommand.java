package activate.agent;

import activate.agent.heartbeat.SendHeartbeats;
import activate.agent.link.KeepLink;
import activate.agent.platform.AgentApi;
import activate.agent.service.AgentStatusFile;
import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.AgentVersion;
import activate.agent.state.EnrolledNode;
import activate.agent.state.StateDirectory;
import activate.outbound.OutboundClient;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileLock;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** `activate-agent run`: serves until it is told to end. */
@Command(
        name = "run",
        description = "Connects this node and serves until stopped.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = System.getLogger(RunCommand.class.getName());
    private static final long STOP_SECONDS = 5;

    private final Console console;

    @Mixin private final StateOption state = new StateOption();

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws AgentFailure {
        StateDirectory directory = state.open();
        EnrolledNode identity = directory.enrolled();
        try (FileLock lock = directory.lock();
                OutboundClient client =
                        OutboundClient.open(
                                identity.caFile(), directory.network(console.environment()))) {
            LOG.log(
                    Level.INFO,
                    "agent connects version={0} server={1} cluster={2} host={3} lock={4}",
                    AgentVersion.TEXT,
                    identity.server(),
                    identity.clusterName(),
                    identity.hostname(),
                    lock.isValid());
            serve(
                    directory,
                    identity,
                    client,
                    new AgentStatusFile(directory, console.environment()));
            return 0;
        } catch (IOException e) {
            throw new AgentFailure(
                    Code.FAILED, String.valueOf(e.getMessage()), "see: activate-agent doctor", e);
        }
    }

    private static void serve(
            StateDirectory directory,
            EnrolledNode identity,
            OutboundClient client,
            AgentStatusFile status)
            throws AgentFailure {
        SecureRandom random = new SecureRandom();
        KeepLink link =
                new KeepLink(
                        identity,
                        directory.key(),
                        client,
                        random,
                        state -> status.write(state.connected(), state.detail()));
        SendHeartbeats heartbeats =
                new SendHeartbeats(identity, new AgentApi(client, identity.server()), random);
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = Thread.ofPlatform().unstarted(() -> stop(link, heartbeats, ended));
        Runtime.getRuntime().addShutdownHook(hook);
        Thread beating = Thread.ofVirtual().name("heartbeats").start(heartbeats::run);
        Thread writing = Thread.ofVirtual().name("status").start(status::keepTrying);
        try {
            link.run();
        } finally {
            status.write(false, "stopped");
            heartbeats.stop();
            beating.interrupt();
            writing.interrupt();
            // The JVM ends as soon as its hook does, whatever is still to be said.
            LOG.log(Level.INFO, "agent stopped");
            ended.countDown();
        }
    }

    private static void stop(KeepLink link, SendHeartbeats heartbeats, CountDownLatch ended) {
        heartbeats.stop();
        link.stop();
        try {
            var _ = ended.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
