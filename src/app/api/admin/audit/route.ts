import { json, requireSignedIn, route } from "@/app/answer";
import { auditQuery } from "@/app/inputs";
import { enterWorkspace } from "@/core/access/principal";
import { listEvents } from "@/core/audit/list-events";
import { parse } from "@/core/validation";

export const GET = route(async ({ request }) => {
  const signedIn = await requireSignedIn(request);
  const query = parse(auditQuery, Object.fromEntries(new URL(request.url).searchParams));
  const principal = await enterWorkspace(signedIn, query.workspace);
  return json(await listEvents(principal, query.cursor));
});
