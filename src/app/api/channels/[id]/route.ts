import { json, readJson, requireSignedIn, route } from "@/app/answer";
import { changeChannelInput } from "@/app/inputs";
import { enterByChannel } from "@/core/access/principal";
import { changeChannel } from "@/core/channels/change-channel";

export const PATCH = route<{ id: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const wish = await readJson(request, changeChannelInput);
  const principal = await enterByChannel(signedIn, params.id);
  return json({ channel: await changeChannel(principal, params.id, wish) });
});
