import { recordRangeQuery } from "@/lib/inputs/record";
import { jsonLines } from "@/app/text-download";
import { byWorkspaceInQuery } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { exportRecord } from "@/core/audit/export-record";

export const GET = workspaceRoute({
  enter: byWorkspaceInQuery,
  may: "audit.read",
  query: recordRangeQuery,
  act: async (principal, { query }) =>
    jsonLines(`${principal.workspace.slug}-record.jsonl`, await exportRecord(principal, query)),
});
