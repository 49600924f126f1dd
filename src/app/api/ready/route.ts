import { json, route } from "@/app/answer";
import { assertReady } from "@/core/readiness";

export const GET = route(async () => {
  await assertReady();
  return json({ status: "ok" });
});
