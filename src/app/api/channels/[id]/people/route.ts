import { json, readJson, requireSignedIn, route } from "@/app/answer";
import { userInput } from "@/app/inputs";
import { enterByChannel } from "@/core/access/principal";
import { addChannelMember, listChannelMembers } from "@/core/channels/channel-members";

export const GET = route<{ id: string }>(async ({ request, params }) => {
  const principal = await enterByChannel(await requireSignedIn(request), params.id);
  return json({ people: await listChannelMembers(principal, params.id) });
});

export const POST = route<{ id: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const { userId } = await readJson(request, userInput);
  const principal = await enterByChannel(signedIn, params.id);
  await addChannelMember(principal, { channelId: params.id, userId });
  return json({ people: await listChannelMembers(principal, params.id) }, 201);
});
