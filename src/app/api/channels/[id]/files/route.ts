import { json, readQuery, requireSignedIn, route } from "@/app/answer";
import { uploadQuery } from "@/app/inputs";
import { enterByChannel } from "@/core/access/principal";
import { uploadFile } from "@/core/files/upload-file";
import { countAgainst } from "@/core/limits";

export const POST = route<{ id: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  await countAgainst("upload", signedIn.userId);
  const principal = await enterByChannel(signedIn, params.id);
  const { name } = readQuery(request, uploadQuery);
  const length = request.headers.get("content-length");
  const file = await uploadFile(principal, {
    channelId: params.id,
    name,
    announcedSize: length === null ? null : Number(length),
    parts: (request.body ?? []) as unknown as AsyncIterable<Uint8Array>,
  });
  return json({ file }, 201);
});
