import { json, readQuery, requireSignedIn, route } from "@/app/answer";
import { searchQuery } from "@/app/inputs";
import { enterWorkspace } from "@/core/access/principal";
import { searchMessages } from "@/core/messages/search-messages";

export const GET = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  const { q, cursor } = readQuery(request, searchQuery);
  return json(await searchMessages(principal, { query: q, cursor }));
});
