import { json, parseFor, readBody, requireSignedIn, route } from "@/app/answer";
import { newChannelInput } from "@/app/inputs";
import { enterWorkspace } from "@/core/access/principal";
import { createChannel } from "@/core/channels/create-channel";
import { listChannels } from "@/core/channels/list-channels";

export const GET = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  return json({ channels: await listChannels(principal) });
});

export const POST = route<{ slug: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const body = await readBody(request);
  const principal = await enterWorkspace(signedIn, params.slug);
  const wish = parseFor(principal, "channel.create", body, newChannelInput);
  return json({ channel: await createChannel(principal, wish) }, 201);
});
