package activate.messages.tunnel;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/**
 * What an agent says first on the control stream.
 *
 * @param version of the agent
 * @param capabilities words for what it can do beyond version 1; none are known yet
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonTypeName("hello")
@JsonIgnoreProperties(ignoreUnknown = true)
public record AgentHello(String version, List<String> capabilities) {}
