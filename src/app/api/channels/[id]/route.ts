import { json, readJson, requireSignedIn, route } from "@/app/answer";
import { changeChannelInput } from "@/app/inputs";
import { enterByChannel } from "@/core/access/principal";
import { changeChannel } from "@/core/channels/change-channel";

export const PATCH = route<{ id: string }>(async ({ request, params }) => {
  const principal = await enterByChannel(await requireSignedIn(request), params.id);
  const wish = await readJson(request, changeChannelInput);
  return json({ channel: await changeChannel(principal, params.id, wish) });
});
