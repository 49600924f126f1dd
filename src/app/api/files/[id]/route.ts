import { requireSignedIn, route } from "@/app/answer";
import { describeFile } from "@/app/file-headers";
import { toStream } from "@/app/to-stream";
import { enterByFile } from "@/core/access/principal";
import { openFile } from "@/core/files/open-file";

export const GET = route<{ id: string }>(async ({ request, params }) => {
  const principal = await enterByFile(await requireSignedIn(request), params.id);
  const file = await openFile(principal, params.id);
  const body = request.method === "HEAD" ? null : toStream(file.parts());
  return new Response(body, { headers: describeFile(file) });
});
