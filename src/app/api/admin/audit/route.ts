import { auditQuery } from "@/lib/inputs/record";
import { byWorkspaceInQuery } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { listEvents } from "@/core/audit/list-events";

export const GET = workspaceRoute({
  enter: byWorkspaceInQuery,
  may: "audit.read",
  query: auditQuery,
  act: (principal, { query: { kind, target, q, cursor } }) =>
    listEvents(principal, { kind, target, text: q }, cursor),
});
