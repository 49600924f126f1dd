import { byGuest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { csv } from "@/app/text-download";
import { writeReportCsv } from "@/core/guests/report-guest";
import { reportCsvQuery } from "@/lib/inputs/record";

export const GET = workspaceRoute({
  enter: byGuest,
  may: "guest.manage",
  query: reportCsvQuery,
  act: async (principal, { params: { guestId }, query: { from, to } }) =>
    csv(
      `${principal.workspace.slug}-access-${guestId}.csv`,
      await writeReportCsv(principal, guestId, { since: from, before: to }),
    ),
});
