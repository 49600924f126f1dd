import { json, parseFor, readBody, readKnown, requireSignedIn, route } from "@/app/answer";
import { knownChannels, newChannelInput } from "@/app/inputs";
import { enterWorkspace } from "@/core/access/principal";
import { createChannel } from "@/core/channels/create-channel";
import { listChangedChannels } from "@/core/channels/list-changed-channels";
import { listChannels } from "@/core/channels/list-channels";

export const GET = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  const known = readKnown(request, knownChannels);
  if (known === undefined) return json({ channels: await listChannels(principal) });
  return json(await listChangedChannels(principal, known));
});

export const POST = route<{ slug: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const body = await readBody(request);
  const principal = await enterWorkspace(signedIn, params.slug);
  const wish = parseFor(principal, "channel.create", body, newChannelInput);
  return json({ channel: await createChannel(principal, wish) }, 201);
});
