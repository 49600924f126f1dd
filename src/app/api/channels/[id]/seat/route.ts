import { json, readJson, requireSignedIn, route } from "@/app/answer";
import { seatInput } from "@/app/inputs";
import { enterByChannel } from "@/core/access/principal";
import { setSeat } from "@/core/channels/set-seat";

export const PATCH = route<{ id: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const wish = await readJson(request, seatInput);
  const principal = await enterByChannel(signedIn, params.id);
  return json({ channel: await setSeat(principal, params.id, wish) });
});
