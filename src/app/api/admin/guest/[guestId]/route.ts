import { changeGuestInput, removeGuestInput } from "@/lib/inputs/guests";
import { byGuest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { changeGuest } from "@/core/guests/change-guest";
import { removeGuest } from "@/core/guests/remove-guest";

export const PATCH = workspaceRoute({
  enter: byGuest,
  may: "guest.manage",
  body: changeGuestInput,
  act: async (principal, { params, body }) => ({
    guest: await changeGuest(principal, params.guestId, body),
  }),
});

export const DELETE = workspaceRoute({
  enter: byGuest,
  may: "guest.manage",
  body: removeGuestInput,
  act: async (principal, { params, body }) => ({
    success: true,
    receipt: await removeGuest(principal, params.guestId, body),
  }),
});
