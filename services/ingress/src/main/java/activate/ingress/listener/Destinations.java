package activate.ingress.listener;

import activate.ingress.proxy.ForwardRequest;
import activate.ingress.proxy.PipeUpgrade;
import activate.ingress.route.RouteTable;
import activate.ingress.site.AgentFiles;
import activate.ingress.site.SitePages;

/** Where a checked request can go. */
record Destinations(
        RouteTable routes,
        ForwardRequest forward,
        PipeUpgrade upgrades,
        SitePages pages,
        AgentFiles agentFiles) {}
