import { json, requireSignedIn, route } from "@/app/answer";
import { describeOwnPicture } from "@/app/file-headers";
import { readPicture } from "@/app/sent-picture";
import { countAgainst } from "@/core/limits";
import { dropOwnPicture, setOwnPicture } from "@/core/pictures/change-own-picture";
import { openOwnPicture } from "@/core/pictures/open-picture";

export const GET = route(async ({ request }) => {
  const { type, bytes } = await openOwnPicture(await requireSignedIn(request));
  return new Response(bytes, { headers: describeOwnPicture(type) });
});

export const PUT = route(async ({ request }) => {
  const signedIn = await requireSignedIn(request);
  await countAgainst("upload", signedIn.userId);
  return json({ image: await setOwnPicture(signedIn, readPicture(request)) });
});

export const DELETE = route(async ({ request }) => {
  await dropOwnPicture(await requireSignedIn(request));
  return json({ success: true });
});
