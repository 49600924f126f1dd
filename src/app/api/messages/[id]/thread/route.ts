import { json, readJson, readQuery, requireSignedIn, route } from "@/app/answer";
import { followInput, threadQuery } from "@/app/inputs";
import { enterByMessage } from "@/core/access/principal";
import { followThread, readThread } from "@/core/messages/read-thread";

export const GET = route<{ id: string }>(async ({ request, params }) => {
  const principal = await enterByMessage(await requireSignedIn(request), params.id);
  const { after } = readQuery(request, threadQuery);
  return json(await readThread(principal, { messageId: params.id, after }));
});

export const PATCH = route<{ id: string }>(async ({ request, params }) => {
  const principal = await enterByMessage(await requireSignedIn(request), params.id);
  const { following } = await readJson(request, followInput);
  await followThread(principal, { messageId: params.id, following });
  return json({ following });
});
