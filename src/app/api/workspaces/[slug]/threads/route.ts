import { threadsQuery } from "@/lib/inputs/chat";
import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { listThreads } from "@/core/messages/list-threads";

export const GET = workspaceRoute({
  enter: byWorkspace,
  may: "anyoneInside",
  query: threadsQuery,
  act: (principal, { query }) => listThreads(principal, query),
});
