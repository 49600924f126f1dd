import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { readFormerName } from "@/core/people/read-former-name";
import { readZone } from "@/core/people/read-zone";

export const GET = workspaceRoute({
  enter: byWorkspace,
  params: ["userId"],
  may: "anyoneInside",
  act: async (principal, { params }) => {
    const [name, zone] = await Promise.all([
      readFormerName(principal, params.userId),
      readZone(principal, params.userId),
    ]);
    return { name, zone };
  },
});
