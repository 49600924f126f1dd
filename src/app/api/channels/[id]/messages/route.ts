import { randomUUID } from "node:crypto";
import { json, readJson, readQuery, requireSignedIn, route } from "@/app/answer";
import { newMessageInput, pageQuery } from "@/app/inputs";
import { enterByChannel } from "@/core/access/principal";
import { countAgainst } from "@/core/limits";
import { listMessages } from "@/core/messages/list-messages";
import { summariseThreads } from "@/core/messages/read-thread";
import { sendMessage } from "@/core/messages/send-message";

export const GET = route<{ id: string }>(async ({ request, params }) => {
  const principal = await enterByChannel(await requireSignedIn(request), params.id);
  const page = readQuery(request, pageQuery);
  const { messages, hasMore } = await listMessages(principal, { channelId: params.id, ...page });
  return json({ messages, hasMore, ...(await summariseThreads(principal, params.id, messages)) });
});

export const POST = route<{ id: string }>(
  async ({ request, params }) => {
    const signedIn = await requireSignedIn(request);
    await countAgainst("send", signedIn.userId);
    const principal = await enterByChannel(signedIn, params.id);
    const draft = await readJson(request, newMessageInput);
    const { message, created } = await sendMessage(principal, {
      ...draft,
      channelId: params.id,
      clientId: draft.clientId ?? randomUUID(),
    });
    return json({ message }, created ? 201 : 200);
  },
  { saysCommitted: true },
);
