import { describeOwnPicture } from "@/app/file-headers";
import { signedInRoute } from "@/app/routing/routes";
import { readUpload } from "@/app/routing/upload";
import { dropOwnPicture, setOwnPicture } from "@/core/pictures/change-own-picture";
import { openOwnPicture } from "@/core/pictures/open-picture";

export const GET = signedInRoute({
  act: async (signedIn) => {
    const { type, bytes } = await openOwnPicture(signedIn);
    return new Response(bytes, { headers: describeOwnPicture(type) });
  },
});

export const PUT = signedInRoute({
  limit: "upload",
  act: async (signedIn, { request }) => ({
    image: await setOwnPicture(signedIn, readUpload(request)),
  }),
});

export const DELETE = signedInRoute({
  act: async (signedIn) => {
    await dropOwnPicture(signedIn);
    return { success: true };
  },
});
