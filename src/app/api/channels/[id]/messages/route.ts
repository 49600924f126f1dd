import { randomUUID } from "node:crypto";
import { json, readJson, requireSignedIn, route } from "@/app/answer";
import { newMessageInput, pageQuery } from "@/app/inputs";
import { enterByChannel } from "@/core/access/principal";
import { countAgainst } from "@/core/limits";
import { listMessages } from "@/core/messages/list-messages";
import { sendMessage } from "@/core/messages/send-message";
import { parse } from "@/core/validation";

export const GET = route<{ id: string }>(async ({ request, params }) => {
  const principal = await enterByChannel(await requireSignedIn(request), params.id);
  const page = parse(pageQuery, Object.fromEntries(new URL(request.url).searchParams));
  return json(await listMessages(principal, { channelId: params.id, ...page }));
});

export const POST = route<{ id: string }>(async ({ request, params }) => {
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
});
