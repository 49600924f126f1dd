import { followInput, threadQuery } from "@/lib/inputs/chat";
import { byMessage } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { followThread, readThread } from "@/core/messages/read-thread";

export const GET = workspaceRoute({
  enter: byMessage,
  may: "anyoneInside",
  query: threadQuery,
  act: (principal, { params, query }) =>
    readThread(principal, { messageId: params.id, after: query.after }),
});

export const PATCH = workspaceRoute({
  enter: byMessage,
  may: "anyoneInside",
  body: followInput,
  act: async (principal, { params, body: { following } }) => {
    await followThread(principal, { messageId: params.id, following });
    return { following };
  },
});
