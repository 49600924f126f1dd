import { randomUUID } from "node:crypto";
import { newMessageInput, pageQuery } from "@/lib/inputs/chat";
import { json } from "@/app/routing/answer";
import { byChannel } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { listMessages } from "@/core/messages/list-messages";
import { sendMessage } from "@/core/messages/send-message";

export const GET = workspaceRoute({
  enter: byChannel,
  may: "anyoneInside",
  query: pageQuery,
  act: (principal, { params, query }) =>
    listMessages(principal, { channelId: params.id, ...query }),
});

export const POST = workspaceRoute({
  enter: byChannel,
  may: "message.send",
  limit: "send",
  body: newMessageInput,
  saysCommitted: true,
  act: async (principal, { params, body }) => {
    const { message, created } = await sendMessage(principal, {
      ...body,
      channelId: params.id,
      clientId: body.clientId ?? randomUUID(),
    });
    return json({ message }, created ? 201 : 200);
  },
});
