import { json, readQuery, requireSignedIn, route } from "@/app/answer";
import { threadsQuery } from "@/app/inputs";
import { enterWorkspace } from "@/core/access/principal";
import { listThreads } from "@/core/messages/list-threads";

export const GET = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  return json(await listThreads(principal, readQuery(request, threadsQuery)));
});
