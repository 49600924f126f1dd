import { openRoute } from "@/app/routing/routes";
import { assertReady } from "@/core/readiness";

export const GET = openRoute({
  act: async () => {
    await assertReady();
    return { status: "ok" };
  },
});
