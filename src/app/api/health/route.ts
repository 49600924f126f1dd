import { openRoute } from "@/app/routing/routes";

export const GET = openRoute({ act: async () => ({ status: "ok" }) });
