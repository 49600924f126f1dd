import { declineRequestInput } from "@/lib/inputs/guests";
import { byGuestRequest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { declineRequest } from "@/core/guest-requests/decide-request";

export const POST = workspaceRoute({
  enter: byGuestRequest,
  may: "guest.manage",
  body: declineRequestInput,
  act: async (principal, { params, body }) => ({
    request: await declineRequest(principal, params.requestId, body),
  }),
});
