import { approveRequestInput } from "@/lib/inputs/guests";
import { byGuestRequest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { approveRequest } from "@/core/guest-requests/decide-request";

export const POST = workspaceRoute({
  enter: byGuestRequest,
  may: "guest.manage",
  limit: "invite",
  body: approveRequestInput,
  act: (principal, { params, body }) => approveRequest(principal, params.requestId, body),
});
