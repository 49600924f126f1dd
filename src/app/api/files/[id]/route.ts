import { requireSignedIn, route } from "@/app/answer";
import { describeFile } from "@/app/file-headers";
import { enterByFile } from "@/core/access/principal";
import { openFile } from "@/core/files/open-file";

export const GET = route<{ id: string }>(async ({ request, params }) => {
  const principal = await enterByFile(await requireSignedIn(request), params.id);
  const file = await openFile(principal, params.id);
  const body = request.method === "HEAD" ? null : toStream(file.parts());
  return new Response(body, { headers: describeFile(file) });
});

/** Read only as fast as it is taken; left alone until then. */
function toStream(parts: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await parts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
