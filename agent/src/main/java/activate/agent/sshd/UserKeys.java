package activate.agent.sshd;

import activate.agent.platform.AgentApi;
import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.EnrolledNode;
import activate.agent.state.StateDirectory;
import activate.outbound.OutboundClient;
import activate.outbound.OutboundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The keys with which a user of the platform may log in to this node. */
public final class UserKeys {
    /** Whatever else the platform might send, an option of sshd is never one of its lines. */
    private static final Pattern LINE =
            Pattern.compile("(ssh|ecdsa|sk-ssh|sk-ecdsa)-[A-Za-z0-9@.-]+ [A-Za-z0-9+/=]+( .*)?");

    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@-]{0,254}");

    private UserKeys() {}

    /**
     * Asks the platform; lines as in an authorized_keys file, none for a user who may not log in.
     *
     * @throws AgentFailure where nobody knows: the platform is away or refuses this node
     */
    public static List<String> of(
            String user, StateDirectory state, Map<String, String> environment)
            throws AgentFailure {
        if (!USER.matcher(user).matches()) {
            throw new AgentFailure(Code.USAGE, "user: " + user + " (expected: a login name)", "");
        }
        EnrolledNode node = state.enrolled();
        try (OutboundClient client =
                OutboundClient.open(node.caFile(), state.network(environment))) {
            AgentApi.Answer answer =
                    new AgentApi(client, node.server()).authorizedKeys(user, node.apiKey());
            if (!answer.isSuccess()) {
                throw new AgentFailure(
                        answer.status() == 401 ? Code.REVOKED : Code.REFUSED,
                        "the platform does not tell the keys of " + user + ": " + answer.detail(),
                        "");
            }
            return answer.body().lines().filter(line -> LINE.matcher(line).matches()).toList();
        } catch (OutboundException e) {
            throw new AgentFailure(Code.UNREACHABLE, String.valueOf(e.getMessage()), e.hint(), e);
        } catch (IOException e) {
            throw new AgentFailure(Code.FAILED, String.valueOf(e.getMessage()), "", e);
        }
    }
}
