import { openRoute } from "@/app/routing/routes";
import { recordPublicKey } from "@/lib/record/record-key";

/** The key with which this installation signs its record. Everybody may know it, and caches may keep it. */
export const GET = openRoute({
  act: async () =>
    Response.json(
      { key: recordPublicKey() },
      { headers: { "Cache-Control": "public, max-age=3600" } },
    ),
});
