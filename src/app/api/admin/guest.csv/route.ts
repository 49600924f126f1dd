import { byWorkspaceInQuery } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { csv } from "@/app/text-download";
import { writeGuestsCsv } from "@/core/guests/write-guests-csv";
import { guestsCsvQuery } from "@/lib/inputs/guest-list";

export const GET = workspaceRoute({
  enter: byWorkspaceInQuery,
  may: "guest.manage",
  query: guestsCsvQuery,
  act: async (principal, { query: { workspace: _, ...wish } }) =>
    csv(`${principal.workspace.slug}-guests.csv`, await writeGuestsCsv(principal, wish)),
});
