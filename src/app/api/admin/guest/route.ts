import {
  json,
  parseFor,
  parseBody,
  readQuery,
  readBody,
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
  const body = await readBody(request);
  const principal = await enterWorkspace(signedIn, parseBody(body, workspaceQuery).workspace);
  const { workspace: _, ...wish } = parseFor(principal, "guest.manage", body, inviteGuestInput);
  await countAgainst("invite", principal.userId);
  return json({ invite: await inviteGuest(principal, wish) }, 201);
});
