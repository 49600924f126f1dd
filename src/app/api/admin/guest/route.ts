import {
  json,
  parseFor,
  parseText,
  readQuery,
  readText,
  requireSignedIn,
  route,
} from "@/app/answer";
import { inviteGuestInput, workspaceQuery } from "@/app/inputs";
import { enterWorkspace } from "@/core/access/principal";
import { inviteGuest } from "@/core/guests/create-invite";
import { listGuests } from "@/core/guests/list-guests";
import { countAgainst } from "@/core/limits";

export const GET = route(async ({ request }) => {
  const signedIn = await requireSignedIn(request);
  const { workspace } = readQuery(request, workspaceQuery);
  return json(await listGuests(await enterWorkspace(signedIn, workspace)));
});

export const POST = route(async ({ request }) => {
  const signedIn = await requireSignedIn(request);
  const text = await readText(request);
  const principal = await enterWorkspace(signedIn, parseText(text, workspaceQuery).workspace);
  const { workspace: _, ...wish } = parseFor(principal, "guest.manage", text, inviteGuestInput);
  await countAgainst("invite", principal.userId);
  return json({ invite: await inviteGuest(principal, wish) }, 201);
});
