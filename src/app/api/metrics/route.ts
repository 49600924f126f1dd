import { openRoute } from "@/app/routing/routes";
import { forbidden } from "@/core/errors";
import { renderMetrics } from "@/core/metrics";
import { mayReadMetrics } from "@/core/metrics-access";

export const GET = openRoute({
  enter: ({ headers }) => {
    if (!mayReadMetrics(headers)) throw forbidden();
  },
  act: async () => {
    const { contentType, text } = await renderMetrics();
    return new Response(text, {
      headers: { "Content-Type": contentType, "Cache-Control": "no-store" },
    });
  },
});
