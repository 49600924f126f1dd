import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { readOwnAccess } from "@/core/guests/read-own-access";

export const GET = workspaceRoute({
  enter: byWorkspace,
  may: "ownAccess.read",
  act: async (principal) => ({ access: await readOwnAccess(principal) }),
});
