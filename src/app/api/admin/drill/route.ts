import { workspaceQuery, drillInput } from "@/lib/inputs/workspace";
import { byWorkspaceInBody, byWorkspaceInQuery } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { listDrills } from "@/core/drill/drills";
import { runDrill } from "@/core/drill/run-drill";

export const GET = workspaceRoute({
  enter: byWorkspaceInQuery,
  may: "guest.manage",
  query: workspaceQuery,
  act: async (principal) => ({ drills: await listDrills(principal) }),
});

export const POST = workspaceRoute({
  enter: byWorkspaceInBody,
  may: "guest.manage",
  limit: "drill",
  body: drillInput,
  status: 201,
  act: async (principal) => ({ drill: await runDrill(principal) }),
});
