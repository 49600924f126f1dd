import { json, readQuery, requireSignedIn, route } from "@/app/answer";
import { auditQuery } from "@/app/inputs";
import { enterWorkspace } from "@/core/access/principal";
import { listEvents } from "@/core/audit/list-events";

export const GET = route(async ({ request }) => {
  const signedIn = await requireSignedIn(request);
  const { workspace, kind, target, q, cursor } = readQuery(request, auditQuery);
  const principal = await enterWorkspace(signedIn, workspace);
  return json(await listEvents(principal, { kind, target, text: q }, cursor));
});
