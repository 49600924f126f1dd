import { searchQuery } from "@/lib/inputs/chat";
import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { searchMessages } from "@/core/messages/search-messages";

export const GET = workspaceRoute({
  enter: byWorkspace,
  may: "anyoneInside",
  query: searchQuery,
  act: (principal, { query: { q, ...rest } }) => searchMessages(principal, { query: q, ...rest }),
});
