import { route } from "@/app/answer";
import { forbidden } from "@/core/errors";
import { renderMetrics } from "@/core/metrics";
import { mayReadMetrics } from "@/core/metrics-access";

export const GET = route(async ({ request }) => {
  if (!mayReadMetrics(request.headers)) throw forbidden();
  const { contentType, text } = await renderMetrics();
  return new Response(text, {
    headers: { "Content-Type": contentType, "Cache-Control": "no-store" },
  });
});
