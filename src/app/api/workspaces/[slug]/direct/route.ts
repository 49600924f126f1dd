import { directInput } from "@/lib/inputs/chat";
import { json } from "@/app/routing/answer";
import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { listClosedDirects } from "@/core/access/list-closed-directs";
import { openDirect } from "@/core/channels/open-direct";

export const GET = workspaceRoute({
  enter: byWorkspace,
  may: "anyoneInside",
  act: async (principal) => ({ closed: await listClosedDirects(principal) }),
});

export const POST = workspaceRoute({
  enter: byWorkspace,
  may: "anyoneInside",
  body: directInput,
  act: async (principal, { body }) => {
    const { channel, created } = await openDirect(principal, body.userIds);
    return json({ channel }, created ? 201 : 200);
  },
});
