import { json, readJson, requireSignedIn, route } from "@/app/answer";
import { membershipInput } from "@/app/inputs";
import { enterByChannel } from "@/core/access/principal";
import { changeMembership } from "@/core/channels/change-membership";

export const PATCH = route<{ id: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const wish = await readJson(request, membershipInput);
  const principal = await enterByChannel(signedIn, params.id);
  return json({ channel: await changeMembership(principal, params.id, wish) });
});
