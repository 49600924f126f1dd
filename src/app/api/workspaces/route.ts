import { newWorkspaceInput } from "@/lib/inputs/workspace";
import { signedInRoute } from "@/app/routing/routes";
import { assertOwnsSome, createWorkspace } from "@/core/workspaces/create-workspace";
import { listWorkspaces } from "@/core/workspaces/list-workspaces";

export const GET = signedInRoute({
  act: async ({ userId }) => ({ workspaces: await listWorkspaces(userId) }),
});

export const POST = signedInRoute({
  may: assertOwnsSome,
  body: newWorkspaceInput,
  status: 201,
  act: (signedIn, { body }) => createWorkspace(signedIn, body),
});
