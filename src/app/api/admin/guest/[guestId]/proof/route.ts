import { jsonLines } from "@/app/text-download";
import { byGuestOnRecord } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { proveGuest } from "@/core/audit/export-record";

export const GET = workspaceRoute({
  enter: byGuestOnRecord,
  may: "audit.read",
  act: async (principal, { params }) =>
    jsonLines(
      `${principal.workspace.slug}-proof-${params.guestId}.jsonl`,
      await proveGuest(principal, params.guestId),
    ),
});
