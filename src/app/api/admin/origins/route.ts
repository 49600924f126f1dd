import { signedInRoute } from "@/app/routing/routes";
import { listOrigins } from "@/core/origins/list-origins";
import { assertOwnsSome } from "@/core/workspaces/create-workspace";

export const GET = signedInRoute({
  may: assertOwnsSome,
  act: (signedIn) => listOrigins(signedIn),
});
