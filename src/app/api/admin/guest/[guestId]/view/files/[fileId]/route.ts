import { answerFile } from "@/app/answer-file";
import { byGuest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { viewFile } from "@/core/guests/view-guest";

export const GET = workspaceRoute({
  enter: byGuest,
  params: ["fileId"],
  may: "guest.manage",
  act: async (principal, { request, params }) => {
    const file = await viewFile(principal, params.guestId, params.fileId);
    return answerFile(file, request);
  },
});
