import { byWorkspaceInQuery } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { csv } from "@/app/text-download";
import { writeEventsCsv } from "@/core/audit/write-events-csv";
import { auditCsvQuery } from "@/lib/inputs/record";

export const GET = workspaceRoute({
  enter: byWorkspaceInQuery,
  may: "audit.read",
  query: auditCsvQuery,
  act: async (principal, { query: { kind, target, q, from, to } }) => {
    const filter = { kind, target, text: q, since: from, before: to };
    return csv(`${principal.workspace.slug}-audit.csv`, await writeEventsCsv(principal, filter));
  },
});
