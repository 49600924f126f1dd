import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { readFormerName } from "@/core/people/read-former-name";

export const GET = workspaceRoute({
  enter: byWorkspace,
  params: ["userId"],
  may: "anyoneInside",
  act: async (principal, { params }) => ({ name: await readFormerName(principal, params.userId) }),
});
