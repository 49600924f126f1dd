import { bulkGuestsInput } from "@/lib/inputs/guest-list";
import { byWorkspaceInBody } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { changeGuestsAtOnce, previewGuestsAtOnce } from "@/core/guests/change-guests-at-once";

export const POST = workspaceRoute({
  enter: byWorkspaceInBody,
  may: "guest.manage",
  body: bulkGuestsInput,
  act: async (principal, { body: { workspace: _, preview, ...wish } }) =>
    preview
      ? previewGuestsAtOnce(principal, wish)
      : { success: true, ...(await changeGuestsAtOnce(principal, wish)) },
});
